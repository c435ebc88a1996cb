"""`make docs`: writes every page of the reference."""

from docs.reference.pages import FOLDER, pages, wire_guide
from docs.reference.wire import SAMPLES

for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8")

if SAMPLES.is_dir():
    (FOLDER / "../guides/wire.md").write_text(wire_guide(), encoding="utf-8")

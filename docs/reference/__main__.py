"""`make docs`: writes every page of the reference."""

from docs.reference.pages import FOLDER, pages

for name, text in pages().items():
    (FOLDER / name).write_text(text, encoding="utf-8")

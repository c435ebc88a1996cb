"""The reference says what the code says."""

import pytest

from docs.reference.pages import FOLDER, pages, wire_guide
from docs.reference.wire import SAMPLES
from shared_data import WHY


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_of_the_reference_is_in_step(name: str) -> None:
    kept = FOLDER / name
    assert kept.is_file(), f"{name} is missing: run make docs"
    assert kept.read_text(encoding="utf-8") == pages()[name], f"{name} is stale: run make docs"


def test_the_reference_has_no_page_without_a_writer() -> None:
    written = {name for name in pages() if "/" not in name}
    assert {file.name for file in FOLDER.glob("*.md")} == written


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=WHY)
def test_the_guide_to_wires_says_what_is_done_with_each_sample() -> None:
    kept = (FOLDER / "../guides/wire.md").read_text(encoding="utf-8")
    assert kept == wire_guide(), "wire.md is stale: run make docs"

"""The reference says what the code says."""

import ast
from pathlib import Path

import pytest

from belowline.newsroom import wire
from docs.reference.pages import FOLDER, pages, wire_guide
from docs.reference.wire import HELD, SAMPLES, SET_ASIDE
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


def test_the_guide_to_wires_knows_every_reason_and_no_other() -> None:
    assert _codes("Hold") == {code for code, _ in HELD}
    assert _codes("Unreadable", "SetAside") == {code for code, _ in SET_ASIDE}


def _codes(*names: str) -> set[str]:
    """The codes with which these are made anywhere in the room of wires."""
    trees = (
        ast.parse(file.read_text(encoding="utf-8")) for file in Path(wire.__path__[0]).glob("*.py")
    )
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in names
        if call.args and isinstance(call.args[0], ast.Constant)
    }

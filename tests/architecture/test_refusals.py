"""Every expected "no" leaves with a status, and with one only."""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import belowline
from belowline.core.refusals import Refusal
from belowline.web.http.statuses import STATUSES

PACKAGE = Path(belowline.__file__).parent


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _every_kind() -> set[type[Refusal]]:
    """Every class of refusal in the source, in whichever room it stands."""
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if "efus" in source and "\nclass " in source:
            import_module(".".join(("belowline", *file.relative_to(PACKAGE).with_suffix("").parts)))
    return {kind for kind in _kinds(Refusal) if kind.__module__.startswith("belowline.")}


def test_every_refusal_of_every_room_has_a_status_and_no_status_is_for_nothing() -> None:
    assert {kind.code for kind in _every_kind()} == STATUSES.keys()


def test_a_code_means_one_refusal() -> None:
    codes = Counter(kind.code for kind in _every_kind())
    assert [code for code, number in codes.items() if number > 1] == []


def test_no_refusal_knows_a_status_of_its_own() -> None:
    assert [kind for kind in _every_kind() if hasattr(kind, "status")] == []

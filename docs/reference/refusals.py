"""Every refusal that a program can meet."""

from collections.abc import Iterator

from belowline.core.refusals import Refusal
from belowline.web.http import refusals as _web
from belowline.web.http.statuses import STATUSES
from docs.reference.tables import sentence, table


def page() -> str:
    """The page on refusals."""
    rows = [
        (str(int(STATUSES[kind.code])), f"`{kind.code}`", kind.title, sentence(kind.__doc__))
        for kind in sorted(set(_kinds(Refusal)), key=lambda kind: (STATUSES[kind.code], kind.code))
    ]
    return (
        "# Error codes\n\n"
        "A refusal, an expected “no”, has a stable code for programs and a sentence for people. "
        f"The API answers with `{_web.PROBLEM}` (RFC 9457): `type`, `title`, `status`, `code`, "
        "`detail` (the sentence), and `field` where one input is meant. A form shows the sentence "
        "next to its field.\n\n" + table(["status", "code", "title", "meaning"], rows)
    )


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)

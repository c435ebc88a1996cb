"""A place in an ordered thread, as a short text for addresses."""

from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext

from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind one comment.

    `rank` is the value that ranked its top-level comment (0 where time ranks), `root` that
    comment's id, `last` the comment's own id, and `as_of` the newest id there was when the
    reader opened the first page.
    """

    rank: float
    root: int
    last: int
    as_of: int

    def __str__(self) -> str:
        ids = "".join(encode(identifier) for identifier in (self.root, self.last, self.as_of))
        return f"{ids}{self.rank!r}" if self.rank else ids


def parse_cursor(text: str) -> Cursor:
    """The cursor that was written as `text`. Raises Invalid for anything else."""
    try:
        root, last, as_of = (decode(text[at : at + 13]) for at in (0, 13, 26))
        rank = float(text[39:] or 0)
    except ValueError:
        rank = float("nan")
    if not isfinite(rank):
        raise Invalid(
            gettext(
                "This link to a place in the discussion is damaged. Please start at its first page."
            ),
            field="after",
        )
    return Cursor(rank, root, last, as_of)

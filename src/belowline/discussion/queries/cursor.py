"""A place in an ordered thread, as a short signed text for addresses."""

from dataclasses import dataclass
from functools import cache
from hmac import HMAC, compare_digest
from math import isfinite

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid
from belowline.discussion.queries.orders import Order

_SIGNATURE = 16
_LARGEST_TEXT = 128


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind one comment.

    `rank` is the value that ranked its top-level comment (0 where time ranks), `root` that
    comment's id, `last` the comment's own id, and `as_of` the newest id there was when the
    reader opened the first page, where answers rank (else 0).
    """

    rank: float
    root: int
    last: int
    as_of: int


def write_cursor(cursor: Cursor, *, thread_id: int, order: Order, flat: bool) -> str:
    """The place as a text that is good for this thread in this order and view only."""
    ids = "".join(encode(number) for number in (cursor.root, cursor.last, cursor.as_of))
    place = f"{ids}{cursor.rank!r}" if cursor.rank else ids
    return _signature(place, thread_id, order, flat=flat) + place


def read_cursor(text: str, *, thread_id: int, order: Order, flat: bool) -> Cursor:
    """The place that was written as `text` for this thread, order and view. Raises Invalid for
    anything else: a place of another thread leads to words that do not belong here.
    """
    signature, place = text[:_SIGNATURE], text[_SIGNATURE:]
    known = len(text) <= _LARGEST_TEXT and text.isascii()
    if not known or not compare_digest(signature, _signature(place, thread_id, order, flat=flat)):
        raise _damaged()
    try:
        root, last, as_of = (decode(place[at : at + 13]) for at in (0, 13, 26))
        rank = float(place[39:] or 0)
    except ValueError:
        raise _damaged() from None
    if not isfinite(rank):
        raise _damaged()
    return Cursor(rank, root, last, as_of)


def _signature(place: str, thread_id: int, order: Order, *, flat: bool) -> str:
    view = "flat" if flat else "nested"
    signed = _keyed().copy()
    signed.update(f"{thread_id} {order} {view} {place}".encode())
    return signed.hexdigest()[:_SIGNATURE]


@cache
def _keyed() -> HMAC:
    """Of no words yet: to work out the key takes longer than to sign."""
    return salted_hmac("belowline.cursor", "")


def _damaged() -> Invalid:
    return Invalid(
        gettext(
            "This link to a place in the discussion doesn’t work. Please start from the first page."
        ),
        field="after",
    )

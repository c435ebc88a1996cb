"""How large a text from outside may be before anything reads it."""

from django.utils.formats import number_format
from django.utils.translation import gettext

from belowline.core.refusals import Invalid

_POINTS = 5
_BYTES = 16
"""Code points and bytes of UTF-8 for each character that a text may have; all scripts need less."""
_MORE_POINTS, _MORE_BYTES = 500, 2_000
"""What a short text may have beside: a family is one character of seven points and 25 bytes."""


def check_size(text: str, *, most: int, field: str | None) -> None:
    """Nothing is read of what is far longer than `most` characters. Raises Invalid."""
    if len(text) <= most:
        return
    if len(text) > _POINTS * most + _MORE_POINTS or _size(text) > _BYTES * most + _MORE_BYTES:
        raise too_long(most, field)


def too_long(most: int, field: str | None) -> Invalid:
    """The refusal of a text of more than `most` characters."""
    sentence = gettext("This can have up to %(most)s characters.")
    return Invalid(sentence % {"most": number_format(most, force_grouping=True)}, field=field)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))

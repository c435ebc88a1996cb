"""Makes of a publisher's name for somebody one that can stand here."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import suppress

import regex
from django.utils.translation import gettext

from belowline.accounts.services.registration import checked_name
from belowline.core.markup.cleaning import without_controls
from belowline.core.refusals import Invalid
from belowline.core.unicode.marks import without_ignorables, without_towers

_STRANGE = regex.compile(r"[^\p{L}\p{N}\p{M} ._'’-]+")
_LONGEST = 30
_COUNTED = 9
_TRIES = 20


def free_name(wanted: str, *, publications: Collection[str], but_for: int | None = None) -> str:
    """The wanted name, else one like it (`Ada Quay 2`), else one that says nothing.

    It keeps to the rules for every reader's name; `publications` are the publications' names,
    `but_for` is whose name it may be already. Raises Invalid where chance is against it.
    """
    for name, is_own_word in _variants(_wanted(wanted)):
        kept = None if is_own_word else publications
        with suppress(Invalid):
            return checked_name(name, publications=kept, but_for=but_for)
    raise Invalid(gettext("We couldn’t find a name for you. Please try again."))


def _wanted(said: str) -> str:
    shown = _STRANGE.sub(" ", without_ignorables(without_controls(said)))
    return without_towers(" ".join(shown.split()).lstrip("._'’- "))


def _variants(wanted: str) -> Iterator[tuple[str, bool]]:
    """Names to try, and whether each is the site's own word, which no reader may choose."""
    if wanted:
        yield wanted[:_LONGEST].strip(), False
        for number in range(2, _COUNTED + 1):
            yield _numbered(wanted, number), False
        for _ in range(_TRIES):
            yield _numbered(wanted, secrets.randbelow(90_000) + 10), False
    for _ in range(_TRIES):
        yield _numbered(gettext("Reader"), secrets.randbelow(9_000_000) + 1000), True


def _numbered(name: str, number: int) -> str:
    return f"{name[: _LONGEST - len(str(number)) - 1].strip()} {number}"

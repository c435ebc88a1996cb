"""Makes of a publisher's name for somebody one that can stand here."""

import secrets
from collections.abc import Collection, Iterator

import regex
from django.utils.translation import gettext

from belowline.accounts.services.registration import checked_name
from belowline.core.refusals import Invalid

_STRANGE = regex.compile(r"[^\p{L}\p{N}\p{M} ._'’-]+")
_LONGEST = 30
_COUNTED = 9
_TRIES = 20


def free_name(wanted: str, *, publications: Collection[str], but_for: int | None = None) -> str:
    """The wanted name, else one like it (`Ada Quay 2`), else one that says nothing.

    It keeps to the rules for every reader's name; `publications` are the publications' names,
    `but_for` is whose name it may be already. Raises Invalid where chance is against it.
    """
    for name in _variants(" ".join(_STRANGE.sub(" ", wanted).split()).lstrip("._'’- ")):
        try:
            return checked_name(name, publications=publications, but_for=but_for)
        except Invalid:
            continue
    raise Invalid(gettext("No name could be found for you. Please try again."))


def _variants(wanted: str) -> Iterator[str]:
    if wanted:
        yield wanted[:_LONGEST].strip()
        for number in range(2, _COUNTED + 1):
            yield _numbered(wanted, number)
        for _ in range(_TRIES):
            yield _numbered(wanted, secrets.randbelow(90_000) + 10)
    for _ in range(_TRIES):
        yield _numbered(gettext("Reader"), secrets.randbelow(9_000_000) + 1000)


def _numbered(name: str, number: int) -> str:
    return f"{name[: _LONGEST - len(str(number)) - 1].strip()} {number}"

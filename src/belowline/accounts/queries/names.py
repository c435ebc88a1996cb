"""When two names are one, and which names are not for readers."""

import re
from collections.abc import Collection, Mapping
from functools import cache

import regex
from django.db import connection
from django.db.models import Q

from belowline.accounts.models import Person
from belowline.accounts.names.words import STAFF_WORDS, placeholders
from belowline.core.unicode.confusables import skeleton
from belowline.core.unicode.marks import without_ignorables
from belowline.core.unicode.normal_forms import normalized

_APART = re.compile(r"[\s._'’-]+")
_FIGURES = re.compile(r"\A\d+|\d+\Z")
_LAST = chr(0x10FFFF)
_LOOSE = regex.compile(r"[\p{M}&&\p{Script=Inherited}]+", regex.VERSION1)
"""Marks of no script that no letter has taken up; on some letters and in some typefaces they
cannot be seen."""


def folded(name: str) -> str:
    """The name without differences of case, width, white space and what is not seen."""
    return " ".join(_plain(name).casefold().split())


def casefold_key(name: str) -> str:
    """What the folded name looks like (UTS 39), so that `Ｐａｙｐаl` is `paypal`."""
    return _looks(folded(name))


def confusable_key(name: str) -> str:
    """What the name looks like as it is written, so that `paypaI` with a capital I is `paypal`."""
    return _looks(" ".join(_plain(name).split()))


def person_id_of(name: str) -> int | None:
    """The id of the person who has this name, spelt somehow; None where nobody has."""
    named = Person.objects.filter(casefold_key=casefold_key(name), is_active=True)
    return named.values_list("id", flat=True).first()


def people_beginning(name: str, *, most: int) -> Mapping[int, str]:
    """The names of people that begin like this, spelt somehow, by id: up to `most`, in order."""
    key = casefold_key(name)
    if not key:
        return {}
    named = Person.objects.filter(casefold_key__startswith=key, is_active=True)
    if connection.vendor == "sqlite":  # whose LIKE knows no index
        named = named.filter(casefold_key__gte=key, casefold_key__lt=key + _LAST)
    return dict(named.order_by("casefold_key").values_list("id", "name")[:most])


def name_is_taken(name: str, *, but_for: int | None = None) -> bool:
    """Whether somebody (but for this person) has this name, or one that looks like it."""
    alike = Person.objects.filter(
        Q(casefold_key=casefold_key(name)) | Q(confusable_key=confusable_key(name))
    )
    return alike.exclude(pk=but_for).exists() if but_for else alike.exists()


def is_reserved(name: str, publications: Collection[str]) -> bool:
    """Whether the name sounds as if somebody of the staff, or the publication itself, had it."""
    whole = _forms(_APART.sub("", name))
    words = {form for word in _APART.split(name) for form in _forms(word)} | whole
    own = {form for named in publications for form in _forms(_APART.sub("", named))}
    return bool(words & _staff_words() or whole & own)


def is_placeholder(name: str) -> bool:
    """Whether the name is, in any language, what pages say in the place of a name or beside one."""
    return bool(_forms(_APART.sub("", name)) & _placeholders())


@cache
def _staff_words() -> frozenset[str]:
    return frozenset(casefold_key(word) for word in STAFF_WORDS)


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(form for words in placeholders() for form in _forms(_APART.sub("", words)))


def _forms(word: str) -> set[str]:
    without_figures = _FIGURES.sub("", _plain(word))
    without_marks = _LOOSE.sub("", normalized("NFD", without_figures))
    written = (word, without_figures, without_marks)
    forms = {form(it) for it in written for form in (casefold_key, confusable_key)}
    return forms - {""}


def _plain(name: str) -> str:
    return normalized("NFKC", without_ignorables(name))


def _looks(name: str) -> str:
    return skeleton(_LOOSE.sub("", normalized("NFC", name))).casefold()

"""When two names are one, and which names are not for readers."""

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from django.db.models import Q

from belowline.accounts.models import Person
from belowline.accounts.names.confusables import skeleton

_STAFF = (
    *("admin", "administrator", "administration", "editor", "editorial", "editors", "moderator"),
    *("moderation", "moderators", "newsroom", "official", "root", "staff", "support", "system"),
    *("webmaster", "belowline", "publisher", "redaktion", "redaction", "moderateur", "redactor"),
    *("модератор", "администратор", "редакция", "編集部", "管理人", "管理者", "運営"),
)
_APART = re.compile(r"[\s._'’-]+")


def folded(name: str) -> str:
    """The name without differences of case, width and white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def casefold_key(name: str) -> str:
    """What the folded name looks like (UTS 39), so that `Ｐａｙｐаl` is `paypal`."""
    return skeleton(folded(name)).casefold()


def confusable_key(name: str) -> str:
    """What the name looks like as it is written, so that `paypaI` with a capital I is `paypal`."""
    return skeleton(" ".join(unicodedata.normalize("NFKC", name).split())).casefold()


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


@cache
def _staff_words() -> frozenset[str]:
    return frozenset(casefold_key(word) for word in _STAFF)


def _forms(word: str) -> set[str]:
    without_figures = word.strip("0123456789")
    forms = {form(it) for it in (word, without_figures) for form in (casefold_key, confusable_key)}
    return forms - {""}

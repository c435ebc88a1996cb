"""Speaks a language: one that Belowline has no texts in keeps its dates, and is English otherwise.

Django and its apps know words of nearly a hundred languages. Among English sentences their
"Cancel" would be the only word in Arabic.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, override, trans_real

_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")
_DATE_CONTEXTS = ("alt. month\x04", "abbrev. month\x04")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside, texts, dates and numbers are in the language."""
    _keep_what_is_ours(language)
    before = _SPOKEN.set(language)
    try:
        with override(language):
            yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> str:
    """The language that is spoken: Django's answer, in a tenth of its time inside `speaking`."""
    return _SPOKEN.get() or get_language() or settings.LANGUAGE_CODE


@cache
def _keep_what_is_ours(language: str) -> None:
    """Leaves the catalogue of a language that Belowline has no texts in no words but those of which
    dates are made.
    """
    if language in dict(settings.LANGUAGES):
        return
    known = vars(trans_real.translation(language))
    words = _date_words()
    kept = trans_real.TranslationCatalog()
    for text, translated in known["_catalog"].items():
        if isinstance(text, str) and (text in words or text.startswith(_DATE_CONTEXTS)):
            kept[text] = translated
    known["_catalog"] = kept


@cache
def _date_words() -> frozenset[str]:
    with override("en"):
        tables = (MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR)
        return frozenset(str(word) for table in tables for word in table.values())

"""Functions of the templates: texts, languages, counts in words."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language_bidi,
    get_language_info,
    gettext,
    ngettext,
)

from belowline.core.languages import spoken
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.filters import figure
from belowline.pages.login_providers import publishers_login_url


def text(message: str) -> SafeString:
    """The sentence in the page's language; nothing is filled in."""
    return _text(message, spoken())


def lang_attrs(publication: PublicationView | None) -> SafeString:
    """Attributes for what people here have written: it runs as its letters do, and it is in the
    publication's language where the page around it is in another.
    """
    page = spoken()
    return writing_attrs(publication.language if publication else page, page)


@cache
def writing_attrs(written: str, page: str) -> SafeString:
    """The same by the languages of what is written and of the page."""
    if written == page:
        return SafeString(' dir="auto"')
    return format_html(' lang="{}" dir="auto"', written)


def page_language() -> dict[str, Any]:
    """The page's language: its `code`, and whether it is written from right to left (`bidi`)."""
    return {"code": spoken(), "bidi": get_language_bidi()}


def language_of_page(publication: PublicationView) -> SafeString:
    """An attribute for words of the page's language within a text that is in another."""
    page = spoken()
    return SafeString() if page == publication.language else format_html(' lang="{}"', page)


def languages(publication: PublicationView | None) -> Sequence[dict[str, Any]]:
    """Those that a reader can choose from, each with its `code` and its name in itself."""
    codes = [code for code, _ in settings.LANGUAGES]
    if publication is not None and publication.language not in codes:
        codes.append(publication.language)
    return [get_language_info(code) for code in codes]


def comment_count(number: int) -> str:
    """How many comments there are, in words: No comments yet, 1 comment, 1,204 comments."""
    return _comment_count(number, spoken())


def publishers_login(publication: PublicationView | None, back: str) -> str:
    """Where a reader logs in at the publisher, to come back to the path `back`; else empty."""
    return publishers_login_url(publication.slug, back) if publication else ""


@lru_cache(maxsize=1024)
def url(name: str, *parts: str) -> str:
    """The path of the address with this name. Raises NoReverseMatch."""
    return reverse(name, args=parts)


@lru_cache(maxsize=1024)
def _comment_count(number: int, language: str) -> str:
    del language  # only told apart here
    if not number:
        return gettext("No comments yet")
    return ngettext("%(n)s comment", "%(n)s comments", number) % {"n": figure(number)}


@cache
def _text(message: str, language: str) -> SafeString:
    del language  # only told apart here
    return SafeString(gettext(message))

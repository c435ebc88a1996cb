"""Template tags for what is said differently in each language: figures, whose words are whose."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, ngettext

from belowline.moderation.queries.reports import REASONS
from belowline.pages import citations

register = template.Library()


@register.simple_tag(takes_context=True)
def lang_attrs(context: dict[str, Any]) -> SafeString:
    """Attributes for what people here have written: it runs as its letters do, and it is in the
    publication's language where the page around it is in another.
    """
    publication = context.get("publication")
    if publication is None or publication.language == get_language():
        return SafeString(' dir="auto"')
    return format_html(' lang="{}" dir="auto"', publication.language)


@register.simple_tag(takes_context=True)
def languages(context: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Those that a reader can choose from, each with its `code` and its name in itself."""
    publication = context.get("publication")
    codes = [code for code, _ in settings.LANGUAGES]
    if publication is not None and publication.language not in codes:
        codes.append(publication.language)
    return [get_language_info(code) for code in codes]


@register.simple_tag
def comment_count(number: int) -> str:
    """How many comments there are, in words: 1 comment, 1,204 comments."""
    return ngettext("%(n)s comment", "%(n)s comments", number) % {"n": figure(number)}


@register.filter
def figure(number: int) -> str:
    """The number with its thousands apart, as the language does it."""
    return number_format(number, force_grouping=True)


@register.filter
def cited(html: str) -> SafeString:
    """A comment's HTML, with the words that say whom it quotes."""
    return SafeString(citations.cited(html))


@register.filter
def reason(code: str, explanation: str = "") -> str:
    """Why a comment was removed, for the middle of a sentence, and what a moderator wrote."""
    words = gettext(dict(REASONS).get(code, code)).lower()
    return f"{words}: {explanation}" if explanation else words

"""A byline whose names lead to what else these people have written."""

from functools import lru_cache
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString

from belowline.newsroom.bylines import parts_of


@lru_cache(maxsize=512)
def byline(text: str) -> SafeString:
    """The byline as HTML, each name a link."""
    return SafeString("".join(_printed(part.text, part.slug) for part in parts_of(text)))


def _printed(text: str, slug: str) -> str:
    if not slug:
        return escape(text)
    return f'<a rel="author" href="/author/{quote(slug)}">{escape(text)}</a>'

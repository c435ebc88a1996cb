"""A comment inside an article: a paragraph that is nothing but its address becomes a card."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from belowline.discussion.queries.quoted import QuotedComment
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.dates import time_element
from belowline.pages.functions import language_of_page

_ADDRESS = r"(?:https?://([^/\s\"<]+))?/c/([0-9a-z]{13})"
_PARAGRAPH = re.compile(rf"<p>(?:<a href=\"{_ADDRESS}\"[^>]*>[^<]*</a>|{_ADDRESS})</p>", re.ASCII)


def refs_in(html: str, publication: PublicationView) -> Sequence[str]:
    """The refs of the comments of this site that stand in an article's rendered text."""
    if "/c/" not in html:
        return ()
    found = (_ref(match, publication) for match in _PARAGRAPH.finditer(html))
    return tuple(dict.fromkeys(ref for ref in found if ref))


def with_quoted(
    html: str, quoted: Mapping[str, QuotedComment], publication: PublicationView
) -> SafeString:
    """The text with the cards of these comments in place of their addresses."""
    if not quoted:
        return SafeString(html)

    def draw(match: re.Match[str]) -> str:
        found = quoted.get(_ref(match, publication))
        return _card(found, publication) if found else match[0]

    return SafeString(_PARAGRAPH.sub(draw, html))


def _ref(match: re.Match[str], publication: PublicationView) -> str:
    """The ref, where the address is on this site; else empty."""
    host = match[1] or match[3]
    own = urlsplit(publication.base_url).netloc
    return (match[2] or match[4]) if host in (None, own) else ""


def _card(found: QuotedComment, publication: PublicationView) -> SafeString:
    comment, article = found.comment, found.article
    if comment.is_published:
        body = SafeString(cited(comment.html))
        name = format_html('<b dir="auto">{}</b> ', comment.author or gettext("A reader"))
    else:
        name = SafeString()
        gone = gettext("This comment is no longer shown.")
        body = format_html('<p class="gone"{}>{}</p>', language_of_page(publication), gone)
    return format_html(
        '<figure class="quoted"><blockquote>{}</blockquote><figcaption>{}'
        '<a href="/c/{}">{}</a> <a href="{}">{}</a></figcaption></figure>',
        body,
        name,
        comment.ref,
        time_element(comment.posted_at, publication) if comment.posted_at else gettext("Comment"),
        article.path,
        article.headline,
    )

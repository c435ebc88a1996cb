"""A sentence of the discussion in the middle of the article, for whoever reads no further."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from belowline.core.markup import own_words
from belowline.core.markup.paragraphs import ends_of_paragraphs
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.filters import shortened
from belowline.pages.functions import language_of_page

FEWEST_PARAGRAPHS = 6
"""A shorter article is not interrupted: its discussion is near."""


def with_highlight(
    html: str, said: CommentView | None, number: str, publication: PublicationView
) -> SafeString:
    """The article's HTML with this comment a third of the way down, and under it in words the
    `number` of those that there are.
    """
    words = own_words(said.html) if said is not None and said.is_published else ""
    if said is None or not words:
        return SafeString(html)
    ends = ends_of_paragraphs(html)
    if len(ends) < FEWEST_PARAGRAPHS:
        return SafeString(html)
    at = ends[len(ends) // 3 - 1]
    return SafeString(html[:at] + _aside(said, words, number, publication) + html[at:])


def _aside(said: CommentView, words: str, number: str, publication: PublicationView) -> SafeString:
    return format_html(
        '<aside class="heard"{}><blockquote class="said"><a href="/c/{}" dir="auto">{}</a>'
        ' <cite dir="auto">{}</cite></blockquote><a href="#discussion">{}</a></aside>',
        language_of_page(publication),
        said.ref,
        shortened(words),
        said.author or gettext("A reader"),
        number,
    )

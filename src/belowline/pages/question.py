"""An article's question to readers, in its place between two paragraphs."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.markup.paragraphs import ends_of_paragraphs
from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.functions import language_of_page


def asked(
    html: str, article: ArticleView, thread: ThreadView | None, publication: PublicationView
) -> SafeString:
    """The article's HTML with its question, where readers may write what they think."""
    if not article.question or thread is None or thread.question_id is None:
        return SafeString(html)
    if not thread.comments_open:
        return SafeString(html)
    press = format_html(
        '<form class="ask" method="post" action="/threads/{}/question">'
        '<button class="button" name="question" value="{}"{}>{}</button></form>',
        thread.ref,
        encode(thread.question_id),
        language_of_page(publication),
        gettext("Reply to this question"),
    )
    return in_place(html, aside(article.question, press), article.question_after)


def aside(question: str, press: str = "") -> SafeString:
    """The question as it stands in the text, with what leads from it."""
    return format_html('<aside class="question"><p>{}</p>{}</aside>', question, press)


def in_place(html: str, inserted: SafeString, after: int | None) -> SafeString:
    """The text with this behind so many of its paragraphs; two thirds down for None, and behind the
    last one where there are fewer. What stands in quotations, lists and tables is not counted.
    """
    ends = ends_of_paragraphs(html)
    if not ends:
        return SafeString(html + inserted)
    at = ends[min(after or -(-2 * len(ends) // 3), len(ends)) - 1]
    return SafeString(html[:at] + inserted + html[at:])

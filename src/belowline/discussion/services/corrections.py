"""What a correction of the article means for its discussion, and for those who quoted it."""

import re
from collections.abc import Iterator

from django.db import transaction

from belowline.core.clock import now
from belowline.core.markup import plain_text
from belowline.core.tasks import enqueue
from belowline.discussion.models import Comment, Thread
from belowline.discussion.quotation.words import words
from belowline.newsroom.queries.versions import version_words

_QUOTED = re.compile(r'<cite class="article">.*?</cite>(.*?)</blockquote>', re.S)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)


def note_correction(*, article_id: int, version: int) -> None:
    """Marks what was written before, and has those told who quoted what has changed.

    Call it inside the transaction that publishes this version of the article.
    """
    Thread.objects.filter(article_id=article_id).update(corrected_at=now())
    enqueue("tell-quoters", {"article_id": article_id, "version": version})


@transaction.atomic
def tell_quoters(*, article_id: int, version: int) -> None:
    """Plans a letter to each reader who quoted words that this version has no longer. A task."""
    below = Thread.objects.get(article_id=article_id)
    before, after = (_line(below, number) for number in (version - 1, version))
    told: set[int] = set()
    rows = Comment.objects.filter(
        thread=below,
        status=Comment.Status.PUBLISHED,
        author__isnull=False,
        html__contains='<cite class="article">',
    ).order_by("id")
    for comment_id, author_id, html in rows.values_list("id", "author_id", "html"):
        is_gone = any(line in before and line not in after for line in _quoted_lines(html))
        if is_gone and author_id not in told:
            told.add(author_id)
            named = {"publication_id": below.publication_id, "person_id": author_id}
            enqueue("send-correction-letter", {**named, "comment_id": comment_id})


def _line(below: Thread, number: int) -> str:
    """The folded words of a version of the article above, between single spaces."""
    found = version_words(
        publication_id=below.publication_id, article_id=below.article_id, number=number
    )
    found = found or {}
    return words(f"{found.get('standfirst', '')}\n\n{found.get('body', '')}").line


def _quoted_lines(html: str) -> Iterator[str]:
    for quote in _QUOTED.finditer(html):
        for paragraph in _PARAGRAPH.finditer(quote[1]):
            line = words(plain_text(paragraph[0])).line
            if line:
                yield line

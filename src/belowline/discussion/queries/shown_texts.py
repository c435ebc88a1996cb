"""Which text of a comment readers see: none of one that is hidden, and no long copy of an article
that has ended.
"""

from collections.abc import Collection, Mapping, Sequence

from belowline.core.bulk_sql import select_rows
from belowline.core.markup.word_runs import cut_short
from belowline.discussion.models import Comment, Thread
from belowline.newsroom.queries.article_copies import ended_articles

_PUBLISHED = Comment.Status.PUBLISHED.value
_FIRST_WORDS = 12
"""What is left of a copy."""


def shown_texts(rows: Sequence[Comment], *, with_hidden_text: bool) -> Mapping[int, str]:
    """The HTML of these comments, by id; `with_hidden_text`, of those not published as well."""
    over = _with_ended_articles(rows)
    return {
        row.id: _shown(row, over) if with_hidden_text or _is_published(row) else "" for row in rows
    }


def _shown(row: Comment, over: Collection[int]) -> str:
    if row.article_runs and row.thread_id in over:
        return cut_short(row.html, row.article_runs, first=_FIRST_WORDS)
    return row.html


def _is_published(row: Comment) -> bool:
    return row.status == _PUBLISHED


def _with_ended_articles(rows: Sequence[Comment]) -> Collection[int]:
    """The threads, of those in which a comment copies the article, whose article has ended."""
    copying = {row.thread_id for row in rows if row.article_runs}
    if not copying:
        return ()
    threads = dict(select_rows(Thread, ["id", "article_id"], id=copying))
    ended = ended_articles(set(threads.values()))
    return {key for key, article_id in threads.items() if article_id in ended}

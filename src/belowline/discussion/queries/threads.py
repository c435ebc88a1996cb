"""Threads: whether they are open, how many comments they have, which are talked about most."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.core.bulk_sql import select_objects, select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Thread


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The discussion below one article."""

    id: int
    publication_id: int
    article_id: int
    comments_open: bool
    votes_open: bool
    closing_note: str
    comment_count: int
    last_comment_at: datetime | None
    revision: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def thread(thread_id: int) -> ThreadView | None:
    """The thread with this id, or None."""
    return _view(Thread.objects.filter(pk=thread_id).first())


def thread_of_article(article_id: int) -> ThreadView | None:
    """The thread below this article, or None."""
    return threads_of_articles([article_id]).get(article_id)


def threads_of_articles(article_ids: Collection[int]) -> dict[int, ThreadView]:
    """The threads below these articles, by article id."""
    rows = select_objects(Thread, article_id=article_ids)
    return {found.article_id: found for row in rows if (found := _view(row))}


def article_ids_of_threads(thread_ids: Collection[int]) -> dict[int, int]:
    """The articles that these threads are below, by thread id."""
    return dict(Thread.objects.filter(pk__in=thread_ids).values_list("id", "article_id"))


def comment_counts(article_ids: Collection[int]) -> dict[int, int]:
    """How many comments stand below each of these articles, by article id."""
    return dict(select_rows(Thread, ["article_id", "comment_count"], article_id=article_ids))


def most_discussed(*, publication_id: int, limit: int = 5) -> list[tuple[int, int]]:
    """Article ids and counts of the longest threads among those alive in the last two days."""
    since = now() - timedelta(days=2)
    rows = Thread.objects.filter(publication_id=publication_id, last_comment_at__gte=since)
    return list(rows.order_by("-comment_count").values_list("article_id", "comment_count")[:limit])


def _view(row: Thread | None) -> ThreadView | None:
    if row is None:
        return None
    return ThreadView(
        row.id,
        row.publication_id,
        row.article_id,
        row.comments_open,
        row.votes_open,
        row.closing_note,
        row.comment_count,
        row.last_comment_at,
        row.revision,
    )

"""Threads: whether they are open, how many comments they have, which are talked about most."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.bulk_sql import select_objects, select_rows
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Thread
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.article_times import (
    earliest,
    hides_discussion_at,
    shown_discussions,
)
from belowline.newsroom.queries.articles import ArticleView


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The discussion below one article. `comments_open` is whether it is open now; `closes_at` is
    when it closes by itself, `hides_at` when readers may see it no longer. The rest is as in
    models.Thread.
    """

    id: int
    publication_id: int
    article_id: int
    comments_open: bool
    votes_open: bool
    closing_note: str
    closed_for: str
    comment_count: int
    last_comment_at: datetime | None
    revision: int
    hides_at: datetime | None
    closes_at: datetime | None
    corrected_at: datetime | None
    marked_count: int
    has_votes: bool
    is_premoderated: bool
    subscribers_only: bool
    slow_minutes: int
    question_id: int | None

    @property
    def changes_at(self) -> datetime | None:
        """When what is shown of it becomes untrue by the clock alone."""
        is_open = self.comments_open and self.closes_at is not None
        return earliest(self.hides_at, self.closes_at if is_open else None)

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def thread(*, publication_id: int, thread_id: int) -> ThreadView | None:
    """The publication's thread with this id while readers may see it, or None."""
    rows = Thread.objects.filter(pk=thread_id, publication_id=publication_id)
    return next(iter(_shown(rows)), None)


def desk_thread(*, publication_id: int, thread_id: int) -> ThreadView | None:
    """The thread, if it is the publication's, whether or not readers may see it; for the desk."""
    rows = Thread.objects.filter(publication_id=publication_id, pk=thread_id)
    return next((_view(row, None) for row in rows), None)


def desk_thread_of_article(*, publication_id: int, article_id: int) -> ThreadView | None:
    """The same by the article that it is below."""
    rows = Thread.objects.filter(publication_id=publication_id, article_id=article_id)
    return next((_view(row, None) for row in rows), None)


def days_open(thread: ThreadView) -> int | None:
    """How many days after its article's publication a thread closes by itself; None: never."""
    rows = Thread.objects.filter(pk=thread.id, closes_at__isnull=False)
    moments = rows.values_list("closes_at", "article__published_at").first()
    return (moments[0] - moments[1]).days if moments and moments[0] else None


def thread_of_article(*, publication_id: int, article_id: int) -> ThreadView | None:
    """The thread below this article of the publication while readers may see it, or None."""
    found = threads_of_articles(publication_id=publication_id, article_ids=[article_id])
    return found.get(article_id)


def thread_below(article: ArticleView) -> ThreadView | None:
    """The same of an article that readers may see."""
    hides_at = hides_discussion_at(article.licence_ends_at, article.remains)
    if hides_at is not None and hides_at <= now():
        return None
    rows = select_objects(Thread, article_id=[article.id])
    return next((_view(row, hides_at) for row in rows), None)


def threads_of_articles(
    *, publication_id: int, article_ids: Collection[int]
) -> dict[int, ThreadView]:
    """Those of the threads below these articles of the publication that readers may see, by
    article id.
    """
    rows = select_objects(Thread, article_id=article_ids)
    own = [row for row in rows if row.publication_id == publication_id]
    return {found.article_id: found for found in _shown(own)}


def article_ids_of_threads(said: Iterable[CommentView]) -> dict[int, int]:
    """The articles that the threads of these comments are below, by thread id."""
    rows = Thread.objects.filter(pk__in={each.thread_id for each in said})
    return dict(rows.values_list("id", "article_id"))


def with_shown_thread(said: Sequence[CommentView]) -> list[CommentView]:
    """Those of the comments whose discussion readers may see."""
    articles = article_ids_of_threads(said)
    shown = shown_discussions(set(articles.values()))
    return [each for each in said if articles.get(each.thread_id) in shown]


def comment_counts(article_ids: Collection[int]) -> dict[int, int]:
    """How many comments stand below each of these articles, by article id."""
    return dict(select_rows(Thread, ["article_id", "comment_count"], article_id=article_ids))


def _shown(rows: Iterable[Thread]) -> list[ThreadView]:
    threads = list(rows)
    hides_at = shown_discussions({row.article_id for row in threads})
    return [_view(row, hides_at[row.article_id]) for row in threads if row.article_id in hides_at]


def _view(row: Thread, hides_at: datetime | None) -> ThreadView:
    return ThreadView(
        row.id,
        row.publication_id,
        row.article_id,
        row.comments_open and not (row.closes_at is not None and row.closes_at <= now()),
        row.votes_open,
        row.closing_note,
        row.closed_for,
        row.comment_count,
        row.last_comment_at,
        row.revision,
        hides_at,
        row.closes_at,
        row.corrected_at,
        row.marked_count,
        row.has_votes,
        row.is_premoderated,
        row.subscribers_only,
        row.slow_minutes,
        row.question_id,
    )

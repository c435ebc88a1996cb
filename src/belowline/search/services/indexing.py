"""Keeps the index in step with what happens: a little later, and a little at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from belowline.core.tasks.resting import with_rests
from belowline.discussion.models import Comment, Thread
from belowline.newsroom.models import Article
from belowline.search.index import Table, clear, replace
from belowline.search.models import IndexedArticle, IndexedComment, StaleText
from belowline.search.services.texts import terms_of_articles, terms_of_comments

_AT_ONCE = 60
"""Texts in one transaction: others wait to write meanwhile."""
_MANY = 250
"""The same while a command indexes all anew."""
_MOST = 500
"""Texts indexed in one go: a burst of comments is posted first and found later."""
_MOST_THREADS = 100
_Terms = Callable[[Collection[int]], Mapping[int, Collection[int]]]
_KINDS: dict[str, tuple[Table, _Terms]] = {
    StaleText.Kind.COMMENT: (IndexedComment, terms_of_comments),
    StaleText.Kind.ARTICLE: (IndexedArticle, terms_of_articles),
}


@transaction.atomic
def mark_stale(events: Mapping[tuple[str, int], int]) -> None:
    """Has these be indexed anew soon: by kind and id, each with the last event about it."""
    StaleText.objects.bulk_create(
        [StaleText(kind=kind, object_id=key, event=event) for (kind, key), event in events.items()],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["event"],
    )


@transaction.atomic
def mark_all_stale() -> None:
    """Has everything be indexed anew, in the hours to come, the newest first."""
    articles = Article.objects.order_by("-id").values_list("id", flat=True)
    threads = Thread.objects.filter(last_comment_at__isnull=False).order_by("-last_comment_at")
    for kind, ids in (
        (StaleText.Kind.ARTICLE, articles),
        (StaleText.Kind.THREAD, threads.values_list("id", flat=True)),
    ):
        StaleText.objects.bulk_create(
            (StaleText(kind=kind, object_id=key, event=0) for key in list(ids)),
            ignore_conflicts=True,
            batch_size=1_000,
        )


def index_stale() -> None:
    """Indexes some of what has changed, the longest ago first, with rests."""
    for kind, (table, terms_of) in _KINDS.items():
        stale = list(StaleText.objects.filter(kind=kind).order_by("id")[:_MOST])
        for rows in with_rests(_portions(stale)):
            _index(table, terms_of, [row.object_id for row in rows], rows)
    done = 0
    threads = StaleText.objects.filter(kind=StaleText.Kind.THREAD).order_by("id")
    for row in threads[:_MOST_THREADS]:
        for ids in with_rests(_portions_of(Comment.objects.filter(thread_id=row.object_id))):
            _index(IndexedComment, terms_of_comments, ids, ())
            done += len(ids)
        _forget([row])
        if done >= _MOST:
            return


def index_everything(on_progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes the index anew from all articles and comments, at once and without rests; `on_progress`
    is told of each portion. Whatever happens meanwhile is indexed as always.
    """
    with transaction.atomic():
        clear()
    for ids in _portions_of(Article.objects.all(), _MANY):
        _index(IndexedArticle, terms_of_articles, ids, ())
        on_progress(len(ids))
    for ids in _portions_of(Comment.objects.all(), _MANY):
        _index(IndexedComment, terms_of_comments, ids, ())
        on_progress(len(ids))


def number_of_texts() -> int:
    """How many there are to be indexed."""
    return Article.objects.count() + Comment.objects.count()


def _index(
    table: Table, terms_of: _Terms, ids: Collection[int], stale: Collection[StaleText]
) -> None:
    terms = terms_of(ids)  # what changes meanwhile is stale anew
    with transaction.atomic():
        replace(table, terms)
        _forget(stale)


def _forget(stale: Collection[StaleText]) -> None:
    """Whatever has happened meanwhile is seen next time."""
    for row in stale:
        StaleText.objects.filter(pk=row.pk, event=row.event).delete()


def _portions(rows: Sequence[StaleText]) -> Iterator[Sequence[StaleText]]:
    for at in range(0, len(rows), _AT_ONCE):
        yield rows[at : at + _AT_ONCE]


def _portions_of(rows: QuerySet[Any], number: int = _AT_ONCE) -> Iterator[list[int]]:
    """The ids of the rows, the largest first, so many at a time."""
    ids = rows.order_by("-id").values_list("id", flat=True)
    portion = list(ids[:number])
    while portion:
        yield portion
        portion = list(ids.filter(id__lt=portion[-1])[:number])

"""Keeps the index in step with what happens: a little later, and a little at a time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from belowline.discussion.models import Comment
from belowline.newsroom.models import Article
from belowline.search.index import Table, clear, replace
from belowline.search.models import IndexedArticle, IndexedComment, StaleText
from belowline.search.services.texts import terms_of_articles, terms_of_comments

_AT_ONCE = 50
"""Texts in one transaction: others wait to write meanwhile."""
_MANY = 250
"""The same while all are indexed anew."""
_MOST = 2_000
"""Texts indexed in one go, so that a burst of comments is posted first and found later."""
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


def index_stale() -> None:
    """Indexes what has changed, the longest ago first."""
    done = 0
    for kind in (StaleText.Kind.ARTICLE, StaleText.Kind.COMMENT):
        stale = StaleText.objects.filter(kind=kind).order_by("id")[:_MOST]
        for rows in _portions(list(stale)):
            table, terms_of = _KINDS[kind]
            _index(table, terms_of, [row.object_id for row in rows], rows)
    for row in StaleText.objects.filter(kind=StaleText.Kind.THREAD).order_by("id"):
        for ids in _portions_of(Comment.objects.filter(thread_id=row.object_id)):
            _index(IndexedComment, terms_of_comments, ids, ())
            done += len(ids)
        _forget([row])
        if done >= _MOST:
            return


def index_everything(on_progress: Callable[[int], None] = lambda _: None) -> None:
    """Makes the index anew from all articles and comments; `on_progress` is told of each portion.

    Whatever happens meanwhile is indexed as always.
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
    with transaction.atomic():
        replace(table, terms_of(ids))
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

"""Adds up how often articles are read."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from belowline.core.bulk_sql import add_to_rows, select_rows
from belowline.core.clock import now
from belowline.newsroom.models import Article, ArticleReads
from belowline.newsroom.queries.reads import hour_of

_AT_ONCE = 500


def add_reads(sums: Mapping[int, int]) -> None:
    """Adds to how often each of these articles was read in this hour, by its id; those that are
    gone are left out. All of it or nothing, however many processes add at once.
    """
    keys = sorted(sums)
    with transaction.atomic():
        for start in range(0, len(keys), _AT_ONCE):
            _add({key: sums[key] for key in keys[start : start + _AT_ONCE]})


@transaction.atomic
def take_fresh(most: int) -> Sequence[int]:
    """The articles, up to so many, that were read since this was last asked."""
    fresh = ArticleReads.objects.filter(is_fresh=True).order_by("id")
    rows = list(fresh.values_list("id", "article_id")[:most])
    ArticleReads.objects.filter(pk__in=[key for key, _ in rows]).update(is_fresh=False)
    return sorted({article_id for _, article_id in rows})


def _add(sums: Mapping[int, int]) -> None:
    hour = hour_of(now())
    there = sorted(key for (key,) in select_rows(Article, ["id"], id=sums))
    ArticleReads.objects.bulk_create(
        (ArticleReads(article_id=key, hour=hour, number=0, is_fresh=True) for key in there),
        ignore_conflicts=True,
    )
    rows = ArticleReads.objects.filter(article__in=there, hour=hour)
    ids = {key: sums[article_id] for key, article_id in rows.values_list("id", "article_id")}
    add_to_rows(ArticleReads, "number", ids)
    ArticleReads.objects.filter(pk__in=ids, is_fresh=False).update(is_fresh=True)

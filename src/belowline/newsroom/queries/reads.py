"""How often articles were read."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from belowline.newsroom.models import ArticleReads


@dataclass(frozen=True, slots=True)
class Reads:
    """An article's reads: the hours in which there were any, in order, and how many there were from
    the beginning of each on.
    """

    hours: tuple[datetime, ...] = ()
    sums: tuple[int, ...] = ()

    def since(self, moment: datetime) -> int:
        """How many there were from the beginning of the hour of this moment on."""
        at = bisect_left(self.hours, hour_of(moment))
        return self.sums[at] if at < len(self.hours) else 0


def reads_of(article_ids: Collection[int], *, since: datetime) -> Mapping[int, Reads]:
    """The reads of these articles from the hour of this moment on, by article; of none: no key."""
    rows = ArticleReads.objects.filter(article__in=article_ids, hour__gte=hour_of(since))
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for article_id, hour, number in rows.values_list("article_id", "hour", "number"):
        found[article_id].append((hour, number))
    return {key: _reads(sorted(told)) for key, told in found.items()}


def hour_of(moment: datetime) -> datetime:
    """The beginning of its hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _reads(told: list[tuple[datetime, int]]) -> Reads:
    sums = list(accumulate(number for _, number in reversed(told)))
    return Reads(tuple(hour for hour, _ in told), tuple(reversed(sums)))

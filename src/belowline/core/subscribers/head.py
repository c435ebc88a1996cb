"""Up to where the outbox can be read without missing what is still being committed."""

from time import monotonic, sleep
from typing import NamedTuple

from django.db import connection

from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.prepared import Id, PreparedValues
from belowline.core.subscribers.gaps import Gaps

_MOST = 10_000
_AGAIN = 0.02
"""Seconds between two looks of whoever waits for those who are still committing."""
_VISIBLE = """
SELECT id, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
FROM outbox WHERE id > %s ORDER BY id LIMIT %s
"""
_MARK = "SELECT pg_current_xact_id()::text::bigint"


class Head:
    """The head of the outbox, as one process sees it; SQLite has one writer, and so no gaps."""

    def __init__(self) -> None:
        # Up to the first of all places nothing is missing; a place that began at the newest event
        # may stand before one that was still being committed.
        places = SubscriberPlace.objects.order_by("position")
        self._gaps = Gaps(places.values_list("position", flat=True).first() or 0)

    def now(self) -> int:
        """The newest id up to which every event is there that will ever be there."""
        if connection.vendor != "postgresql":
            self._gaps.head = self.newest()
            return self._gaps.head
        self._look()
        if self._gaps.is_waiting:  # mostly for nobody: a second look tells
            self._look()
        return self._gaps.head

    def settled(self, until: float) -> int:
        """As `now`, once nobody is committing before it any more; waits to `until` (monotonic)."""
        head = self.now()
        while self._gaps.is_waiting and monotonic() < until:
            sleep(_AGAIN)
            head = self.now()
        return head

    def names(self, after: int) -> set[str]:
        """The names of the events behind this id that `now` has passed."""
        return {it.name for it in _NAMES(after, self._gaps.head)}

    def newest(self) -> int:
        """The newest id that can be seen, whatever is still being committed before it."""
        return next((it.id for it in _NEWEST()), 0)

    def _look(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_VISIBLE, [self._gaps.head, _MOST])
            rows = cursor.fetchall()
        if rows:
            self._gaps.seen([number for number, _ in rows], oldest=rows[0][1], mark=_mark)


def _mark() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return int(cursor.fetchone()[0])


class _Name(NamedTuple):
    name: str


_NAMES = PreparedValues(
    lambda after, head: (
        OutboxEvent.objects.filter(id__gt=after, id__lte=head).order_by("name").distinct()
    ),
    _Name,
)
_NEWEST = PreparedValues(lambda: OutboxEvent.objects.order_by("-id")[:1], Id)

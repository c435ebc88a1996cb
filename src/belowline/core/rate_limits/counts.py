"""The counts of many people's acts that are written together: read at once, and written at once."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connections

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.models import ActCount
from belowline.core.rate_limits.counter import of_person
from belowline.core.rate_limits.limits import Limit, check_limits

_ADD = """
INSERT INTO act_count (name, subject, number, over_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (name, subject) DO UPDATE SET
    number = CASE WHEN act_count.over_at <= %s THEN excluded.number
             ELSE act_count.number + excluded.number END,
    over_at = CASE WHEN act_count.over_at <= %s THEN excluded.over_at ELSE act_count.over_at END
"""


class CountsTogether:
    """What these people did of one kind, in the transaction in which the acts are written.

    An act that is undone with its transaction is not counted; one that is taken back later is.
    """

    def __init__(self, limit: Limit, people: Collection[int]) -> None:
        self._limit = limit
        self._added: Counter[int] = Counter()
        subjects = {of_person(person_id): person_id for person_id in people}
        rows = select_rows(
            ActCount, ["subject", "number", "over_at"], name=[limit.name], subject=subjects
        )
        moment = now()
        self._counted: dict[int, tuple[int, datetime]] = {
            subjects[subject]: (number, over_at)
            for subject, number, over_at in rows
            if over_at > moment
        }

    def add(self, person_id: int) -> None:
        """Counts an act that is about to be written."""
        self._added[person_id] += 1

    def check(self, person_id: int, *, times: int) -> None:
        """Raises TooMany where this person has used the limit up."""
        check_limits([self._limit], _Of(self, person_id), times=times)

    def save(self) -> None:
        """Writes the counts, in an order in which no two of these wait for one another."""
        connection = connections[DEFAULT_DB_ALIAS]
        moment = now()
        start, end = (
            connection.ops.adapt_datetimefield_value(it)
            for it in (moment, moment + self._limit.period)
        )
        rows = sorted((of_person(person_id), added) for person_id, added in self._added.items())
        with connection.cursor() as cursor:
            cursor.executemany(
                _ADD,
                [(self._limit.name, subject, added, end, start, start) for subject, added in rows],
            )

    def full_until(self, person_id: int, limit: Limit) -> datetime | None:
        """Until when this person has used the limit up; None where they have not."""
        number, over_at = self._counted.get(person_id, (0, now() + limit.period))
        return over_at if number + self._added[person_id] >= limit.most else None


class _Of:
    """One of them."""

    __slots__ = ("_counts", "_person_id")

    def __init__(self, counts: CountsTogether, person_id: int) -> None:
        self._counts, self._person_id = counts, person_id

    def full_until(self, limit: Limit) -> datetime | None:
        return self._counts.full_until(self._person_id, limit)

"""Acts that are counted by the rows which they leave: no limit writes anything of its own."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from belowline.core.bulk_sql import count_rows
from belowline.core.clock import now
from belowline.core.rate_limits.limits import Limit, check_limits


class Times:
    """The times of the latest acts, newest first; None among them stands for no act."""

    def __init__(self, times: Iterable[datetime | None]) -> None:
        self._times = [time for time in times if time is not None]

    def full_until(self, limit: Limit) -> datetime | None:
        """When the oldest of the acts that use the limit up is far enough away."""
        if len(self._times) < limit.most:
            return None
        until = self._times[limit.most - 1] + limit.period
        return until if until > now() else None


class Rows:
    """One person's rows, whose field `moment` says when each was written.

    `added` is how many are about to be written besides.
    """

    def __init__(self, rows: QuerySet[Any], moment: str, *, added: int = 0) -> None:
        self._rows, self._moment, self._added = rows, moment, added

    def full_until(self, limit: Limit) -> datetime | None:
        """The same, with the times read from the database."""
        newest = self._rows.order_by(f"-{self._moment}")
        written = newest.values_list(self._moment, flat=True)[: limit.most]
        return Times([*[now()] * self._added, *written]).full_until(limit)


class RecentRows:
    """Many people's rows within the limits' periods: those written, and those about to be.

    The database counts them all at once, for the longest of the periods: in a shorter one there are
    no more. It is asked for the times themselves only where these may use a limit up.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        person: str,
        moment: str,
        limits: Sequence[Limit],
        people: Collection[int],
    ) -> None:
        self._model, self._person, self._moment = model, person, moment
        self._limits = limits
        self._added: Counter[int] = Counter()
        longest = max(limit.period for limit in limits)
        self._written = count_rows(model, by=person, among=people, after=(moment, now() - longest))

    def add(self, person_id: int) -> None:
        """Counts an act that is about to be written."""
        self._added[person_id] += 1

    def check(self, person_id: int, *, times: int) -> None:
        """Raises TooMany where this person has used a limit up."""
        check_limits(self._limits, _Recent(self, person_id), times=times)

    def full_until(self, person_id: int, limit: Limit) -> datetime | None:
        """Until when this person has used the limit up; None where they have not."""
        added = self._added[person_id]
        if self._written.get(person_id, 0) + added < limit.most:
            return None
        rows = self._model._default_manager.filter(**{self._person: person_id})
        return Rows(rows, self._moment, added=added).full_until(limit)


class _Recent:
    """One of them."""

    __slots__ = ("_person_id", "_rows")

    def __init__(self, rows: RecentRows, person_id: int) -> None:
        self._rows, self._person_id = rows, person_id

    def full_until(self, limit: Limit) -> datetime | None:
        return self._rows.full_until(self._person_id, limit)

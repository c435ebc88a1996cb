"""How often people did something lately."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from belowline.core.bulk_sql import count_rows
from belowline.core.clock import now
from belowline.discussion.models import Comment, Vote

Limit = tuple[int, timedelta]
"""How many are welcome in which period."""


class Pace:
    """Some people's acts within the limits' periods: those written, and those about to be.

    The database counts; it is asked for the times themselves only where a limit is reached.
    """

    def __init__(
        self,
        acts: type[Comment] | type[Vote],
        *,
        person: str,
        moment: str,
        limits: Sequence[Limit],
        people: Collection[int],
    ) -> None:
        self._limits = limits
        self._acts, self._person, self._moment = acts, person, moment
        self._added: Counter[int] = Counter()
        start = now()
        self._written = [
            count_rows(acts, by=person, among=people, after=(moment, start - period))
            for _, period in limits
        ]

    def add(self, person_id: int) -> None:
        """Counts an act that is about to be written."""
        self._added[person_id] += 1

    def limits(self, *, times: int) -> list[Limit]:
        """The limits for whom `times` as much is welcome."""
        return [(times * most, period) for most, period in self._limits]

    def is_over(self, person_id: int, *, times: int) -> bool:
        """Whether one more act may be over a limit."""
        added = self._added[person_id]
        return any(
            written.get(person_id, 0) + added >= most
            for written, (most, _) in zip(self._written, self.limits(times=times), strict=True)
        )

    def moments(self, person_id: int, *, times: int) -> list[datetime]:
        """When this person did it lately, newest first, as many as the largest limit."""
        most = max(most for most, _ in self.limits(times=times))
        acts = self._acts._default_manager.filter(**{self._person: person_id})
        written = acts.order_by(f"-{self._moment}").values_list(self._moment, flat=True)[:most]
        return [now()] * self._added[person_id] + [time for time in written if time]


def posting_pace(people: Collection[int]) -> Pace:
    """How many comments each of these people posted lately."""
    limits = settings.ENVIRONMENT
    return Pace(
        Comment,
        person="author_id",
        moment="posted_at",
        limits=[
            (limits.posts_per_minute, timedelta(minutes=1)),
            (limits.posts_per_hour, timedelta(hours=1)),
        ],
        people=people,
    )


def voting_pace(people: Collection[int]) -> Pace:
    """How many votes each of these people cast lately."""
    return Pace(
        Vote,
        person="person_id",
        moment="cast_at",
        limits=[(settings.ENVIRONMENT.votes_per_minute, timedelta(minutes=1))],
        people=people,
    )

"""How far the comparison of a person's writing has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.core.clock import now
from belowline.moderation.models import LikenessSearch

GIVEN_UP = timedelta(hours=1)
"""A comparison that has not ended by then is taken for lost, and can be asked for again."""


@dataclass(frozen=True, slots=True)
class LikenessSearchView:
    """How far the last comparison has come, and with how many others it was made."""

    asked_at: datetime
    is_over: bool
    has_enough: bool
    compared: int

    @property
    def is_waiting(self) -> bool:
        """Whether it will still be done: after an hour it is taken for lost."""
        return not self.is_over and self.asked_at > now() - GIVEN_UP


def last_likeness_search(*, person_id: int, publication_id: int) -> LikenessSearchView | None:
    """The last time that a moderator asked who writes like this person."""
    rows = LikenessSearch.objects.filter(person=person_id, publication=publication_id)
    found = rows.order_by("-id").first()
    if found is None:
        return None
    return LikenessSearchView(
        found.asked_at, found.ended_at is not None, found.has_enough, found.compared
    )

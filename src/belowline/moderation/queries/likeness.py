"""Which other accounts write like a person, as the desk shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from belowline.accounts.queries.people import Actor, actors, author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Likeness, LikenessSearch

GIVEN_UP = timedelta(hours=1)
"""A comparison that has not ended by then is taken for lost, and can be asked for again."""


@dataclass(frozen=True, slots=True)
class LikenessView:
    """Another account that writes alike; `habits` with how often this person and the other did."""

    id: int
    other_ref: str
    name: str
    closeness: float
    phrases: Sequence[str]
    habits: Sequence[tuple[str, int, int]]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


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


def likenesses(*, person_id: int, viewer: Actor) -> list[LikenessView]:
    """The accounts that write alike and were not dismissed, the closest first. Protected readers
    and colleagues are there for editors only.
    """
    rows = Likeness.objects.filter(
        Q(first=person_id) | Q(second=person_id),
        publication=viewer.publication_id,
        dismissed_at=None,
    )
    found = sorted(rows, key=lambda it: (-it.closeness, it.id))
    names = author_cards({_other(it, person_id) for it in found})
    shown = _shown(names, viewer)
    return [
        LikenessView(
            id=it.id,
            other_ref=encode(other),
            name=names[other].name,
            closeness=it.closeness,
            phrases=it.phrases,
            habits=[
                (mark, *((ones, others) if it.first_id == person_id else (others, ones)))
                for mark, ones, others in it.habits
            ],
        )
        for it in found
        if (other := _other(it, person_id)) in shown
    ]


def _other(it: Likeness, person_id: int) -> int:
    return it.second_id if it.first_id == person_id else it.first_id


def _shown(people: Collection[int], viewer: Actor) -> frozenset[int]:
    known = actors(people=dict.fromkeys(people, ""), publication_id=viewer.publication_id)
    return frozenset(
        key for key, it in known.items() if viewer.edits or not (it.is_staff or it.is_protected)
    )

"""Which other accounts write like a person, as the desk shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from belowline.accounts.queries.people import Actor, actors, author_cards
from belowline.core.ids import encode
from belowline.moderation.models import Likeness


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

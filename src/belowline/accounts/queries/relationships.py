"""Whom a reader follows, has muted or blocked, and who has blocked whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from belowline.accounts.models import Block, Mute, ReaderFollow
from belowline.core.bulk_sql import select_rows
from belowline.core.ids import encode
from belowline.core.prepared import PreparedValues


class Followed(NamedTuple):
    """Somebody whom others follow at a publication."""

    other_id: int
    publication_id: int


@dataclass(frozen=True, slots=True)
class Regarded:
    """Somebody on one of a reader's lists."""

    id: int
    name: str

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def muted_by(person_id: int) -> list[Regarded]:
    """Whom this person has muted, by name."""
    rows = Mute.objects.filter(person_id=person_id).values_list("other_id", "other__name")
    return [Regarded(key, name) for key, name in rows.order_by("other__name")]


def blocked_by(person_id: int) -> list[Regarded]:
    """Whom this person has blocked, by name."""
    rows = Block.objects.filter(person_id=person_id).values_list("other_id", "other__name")
    return [Regarded(key, name) for key, name in rows.order_by("other__name")]


def readers_followed_by(*, person_id: int, publication_id: int) -> list[Regarded]:
    """Whom this person follows at the publication, by name."""
    rows = ReaderFollow.objects.filter(person_id=person_id, publication_id=publication_id)
    found = rows.values_list("other_id", "other__name").order_by("other__name")
    return [Regarded(key, name) for key, name in found]


def followed_ids(*, person_id: int, publication_id: int) -> frozenset[int]:
    """The ids of those whom this person follows at the publication."""
    rows = ReaderFollow.objects.filter(person_id=person_id, publication_id=publication_id)
    return frozenset(rows.values_list("other_id", flat=True))


def followed_among(people: Collection[int]) -> frozenset[Followed]:
    """Who of these people is followed, each with a publication at which somebody does."""
    return frozenset(_FOLLOWED(people)) if people else frozenset()


def followers_of(*, person_id: int, publication_id: int, after: int, limit: int) -> list[int]:
    """The ids of those who follow this person at the publication, ascending, above `after`, so many
    at the most; nobody where the person does not want to be followed.
    """
    rows = ReaderFollow.objects.filter(
        other_id=person_id,
        other__may_be_followed=True,
        publication_id=publication_id,
        person_id__gt=after,
    )
    return list(rows.order_by("person_id").values_list("person_id", flat=True)[:limit])


def muted_ids(person_id: int) -> frozenset[int]:
    """The ids of those whom this person has muted."""
    return frozenset(Mute.objects.filter(person_id=person_id).values_list("other_id", flat=True))


def silenced_by(person_id: int) -> frozenset[int]:
    """The ids of those whom this person has muted or blocked."""
    blocked = Block.objects.filter(person_id=person_id).values_list("other_id", flat=True)
    return muted_ids(person_id) | frozenset(blocked)


def blockers_of(person_ids: Collection[int]) -> Mapping[int, Collection[int]]:
    """Who does not want to be answered by each of these people, in one query."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person_id, other_id in select_rows(Block, ["person_id", "other_id"], other_id=person_ids):
        found[other_id].add(person_id)
    return found


def unwelcome(
    *, person_ids: Collection[int], other_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Who of these people has muted or blocked whom of the others, as pairs."""
    names = ["person_id", "other_id"]
    return frozenset(
        (person_id, other_id)
        for model in (Mute, Block)
        for person_id, other_id in select_rows(
            model, names, person_id=person_ids, other_id=other_ids
        )
    )


_FOLLOWED = PreparedValues(
    lambda people: ReaderFollow.objects.filter(other_id__among=people).distinct(), Followed
)

"""Whom a reader has muted or blocked, and who has blocked whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from belowline.accounts.models import Block, Mute
from belowline.core.bulk_sql import select_rows
from belowline.core.ids import encode


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
    pairs = {"person_id__in": person_ids, "other_id__in": other_ids}
    muted = Mute.objects.filter(**pairs).values_list("person_id", "other_id")
    blocked = Block.objects.filter(**pairs).values_list("person_id", "other_id")
    return frozenset([*muted, *blocked])

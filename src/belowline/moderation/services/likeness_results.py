"""Keeps whose writing was found to be like a person's."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from belowline.core.clock import now
from belowline.moderation.likeness import Alike
from belowline.moderation.models import Likeness, LikenessSearch


@transaction.atomic
def keep_likenesses(*, search: LikenessSearch, found: Sequence[Alike]) -> None:
    """Ends the search. What was dismissed stays so; what is not suggested any more goes."""
    pairs = {_pair(search.person_id, it.key): it for it in found}
    suggested = Likeness.objects.filter(
        Q(first=search.person_id) | Q(second=search.person_id), publication=search.publication_id
    )
    for old in suggested:
        it = pairs.pop((old.first_id, old.second_id), None)
        if old.dismissed_at is None and it is None:
            old.delete()
        elif old.dismissed_at is None and it is not None:
            _write(old, it, search.person_id)
    for (first, second), it in pairs.items():
        new = Likeness(publication_id=search.publication_id, first_id=first, second_id=second)
        _write(new, it, search.person_id)
    search.ended_at = now()
    search.save(update_fields=["ended_at", "has_enough", "compared"])


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _write(row: Likeness, it: Alike, person_id: int) -> None:
    row.closeness, row.found_at, row.phrases = it.closeness, now(), list(it.phrases)
    row.habits = [
        (mark, *((mine, theirs) if row.first_id == person_id else (theirs, mine)))
        for mark, mine, theirs in it.habits
    ]
    row.save()

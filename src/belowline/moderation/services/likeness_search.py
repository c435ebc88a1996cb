"""Compares a person's writing with others', and keeps who is alike."""

from collections.abc import Sequence
from time import monotonic

from django.db import transaction
from django.db.models import Q

from belowline.core.clock import now
from belowline.moderation.likeness import (
    FEWEST_OTHERS,
    Alike,
    alike,
    has_enough,
    own_text,
)
from belowline.moderation.models import Likeness, LikenessSearch
from belowline.moderation.queries.likeness_candidates import candidates, texts_of

MOST_OTHERS = 200
_LONGEST_READING = 20.0
"""Seconds after which no further texts are read."""


def compare_writing(*, publication_id: int, search_id: int) -> None:
    """Does it. A task; nothing that it finds does anything by itself."""
    search = LikenessSearch.objects.filter(pk=search_id).first()
    if search is None or search.publication_id != publication_id or search.ended_at is not None:
        return
    text = _text(search.person_id, publication_id)
    search.has_enough = has_enough(text)
    others = _others(search.person_id, publication_id) if search.has_enough else {}
    found: Sequence[Alike] = ()
    if len(others) >= FEWEST_OTHERS:
        search.compared = len(others)
        found = alike(text, others)
    _keep(search, found)


def _text(person_id: int, publication_id: int) -> str:
    return own_text(texts_of(person_id, publication_id=publication_id))


def _others(person_id: int, publication_id: int) -> dict[int, str]:
    """The likeliest others who have written enough, by id."""
    begun = monotonic()
    found: dict[int, str] = {}
    for key in candidates(person_id=person_id, publication_id=publication_id):
        text = _text(key, publication_id)
        if has_enough(text):
            found[key] = text
        if len(found) == MOST_OTHERS or monotonic() - begun > _LONGEST_READING:
            break
    return found


@transaction.atomic
def _keep(search: LikenessSearch, found: Sequence[Alike]) -> None:
    """What was dismissed stays so; what was suggested before and is not any more goes."""
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

"""Compares a person's writing with others', and keeps who is alike."""

from time import monotonic

from belowline.moderation.likeness import (
    FEWEST_OTHERS,
    Alike,
    alike,
    has_enough,
    own_text,
)
from belowline.moderation.models import LikenessSearch
from belowline.moderation.queries.likeness_candidates import candidates, texts_of
from belowline.moderation.services.likeness_results import keep_likenesses

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
    found: list[Alike] = []
    if len(others) >= FEWEST_OTHERS:
        search.compared = len(others)
        found = alike(text, others)
    keep_likenesses(search=search, found=found)


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

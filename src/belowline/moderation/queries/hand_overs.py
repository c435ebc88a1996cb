"""What was handed over by the last shifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.moderation.models import HandOver

_NOTES = 5


@dataclass(frozen=True, slots=True)
class HandOverView:
    """A note for those who come next."""

    text: str
    by: str
    written_at: datetime


def hand_overs(*, publication_id: int) -> Sequence[HandOverView]:
    """The last notes, the newest first."""
    rows = list(HandOver.objects.filter(publication=publication_id).order_by("-id")[:_NOTES])
    names = author_cards({it.author_id for it in rows if it.author_id})
    return [
        HandOverView(
            it.text, names[it.author_id].name if it.author_id in names else "", it.written_at
        )
        for it in rows
    ]

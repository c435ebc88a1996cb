"""What a publication calls a newcomer."""

from dataclasses import dataclass

from belowline.moderation.models import NewcomerRule
from belowline.moderation.models.newcomers import USUAL_COMMENTS


@dataclass(frozen=True, slots=True)
class Newcomers:
    """A writer is new until so many comments have passed; whether each of these is shown."""

    comments: int = USUAL_COMMENTS
    shows_first: bool = False


def newcomers(publication_id: int) -> Newcomers:
    """As the publication has it."""
    row = NewcomerRule.objects.filter(publication=publication_id).first()
    return Newcomers(row.comments, row.shows_first) if row else Newcomers()

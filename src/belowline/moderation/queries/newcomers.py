"""What a publication calls a newcomer."""

from dataclasses import dataclass

from belowline.core.bulk_sql import select_rows
from belowline.moderation.models import NewcomerRule
from belowline.moderation.models.newcomers import USUAL_COMMENTS


@dataclass(frozen=True, slots=True)
class Newcomers:
    """A writer is new until so many comments have passed; whether each of these is shown."""

    comments: int = USUAL_COMMENTS
    shows_first: bool = False


def newcomers(publication_id: int) -> Newcomers:
    """As the publication has it."""
    rows = select_rows(NewcomerRule, ["comments", "shows_first"], publication_id=[publication_id])
    return next((Newcomers(*row) for row in rows), Newcomers())

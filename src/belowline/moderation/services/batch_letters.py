"""Writes the letters about decisions on many comments at once."""

from django.db import transaction

from belowline.moderation.models import Decision
from belowline.moderation.services.letters import is_told_of, write


@transaction.atomic
def write_batch_letters(*, publication_id: int, batch_id: int) -> None:
    """Writes about each decision of a batch that stands. A task, when the time to undo it is over;
    each person is mailed one of their letters, and finds the others in their account.
    """
    made = Decision.objects.filter(batch=batch_id, undone_by=None, letters=None).order_by("id")
    mailed: set[int | None] = set()
    for decision in made:
        if decision.publication_id == publication_id and is_told_of(decision):
            write(decision, decision.outcome, is_mailed=decision.person_id not in mailed)
            mailed.add(decision.person_id)

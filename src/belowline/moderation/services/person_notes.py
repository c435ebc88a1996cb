"""Moderators note something about a person for one another."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.profiles import profile
from belowline.core import audit
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import PersonNote
from belowline.moderation.services.grounds import LONGEST

MOST_NOTES = 200


@transaction.atomic
def note_on_person(*, actor: Actor, person_id: int, text: str) -> None:
    """Leaves a note about a person for the other moderators. Raises NotFound, Invalid or Conflict
    where there are too many.
    """
    check_may_moderate(actor, actor.publication_id)
    if profile(person_id=person_id, publication_id=actor.publication_id) is None:
        raise NotFound(gettext("No reader found at this address."))
    cleaned = clean_line(text, most=LONGEST, field="note")
    if not cleaned:
        raise Invalid(gettext("Please write a note."), field="note")
    kept = PersonNote.objects.filter(person=person_id, publication=actor.publication_id)
    if kept.count() >= MOST_NOTES:
        raise Conflict(gettext("This list is full. It can hold %(n)s notes.") % {"n": MOST_NOTES})
    note = PersonNote.objects.create(
        publication_id=actor.publication_id,
        person_id=person_id,
        author_id=actor.id,
        text=cleaned,
    )
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="person noted",
        subject_kind="person",
        subject_id=person_id,
        details={"person_note": note.id},
    )

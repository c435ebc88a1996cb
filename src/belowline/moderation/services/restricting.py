"""Works out from the decisions about a person what they may not do here for now."""

from belowline.accounts.models import Person
from belowline.accounts.services.restrictions import set_restrictions
from belowline.moderation.models import Letter
from belowline.moderation.queries.measures import measures_in_force


def refresh_restrictions(*, person_id: int, publication_id: int) -> None:
    """Makes accounts.models.Restriction say what is true now. In a transaction, in which nobody
    else does the same for this person.
    """
    Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    ends = {
        it.outcome: it.ends_at
        for it in measures_in_force(person_id=person_id, publication_id=publication_id)
    }
    waiting = Letter.objects.filter(
        person=person_id, publication=publication_id, needs_press=True, settled_at=None
    )
    if waiting.exists():
        ends["unread"] = None
    set_restrictions(person_id=person_id, publication_id=publication_id, ends=ends)

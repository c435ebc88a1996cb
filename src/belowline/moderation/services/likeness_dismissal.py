"""A moderator says that two accounts which write alike are not the same person."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor, actors
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.refusals import NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Likeness
from belowline.moderation.policies import check_may_compare


@transaction.atomic
def dismiss_likeness(*, actor: Actor, likeness_id: int, person_id: int) -> None:
    """Keeps that the person and the other are not the same: they are not suggested again. Raises
    NotAllowed and NotFound.
    """
    check_may_moderate(actor, actor.publication_id)
    found = Likeness.objects.select_for_update().filter(pk=likeness_id).first()
    people = {found.first_id, found.second_id} if found else set()
    if found is None or found.publication_id != actor.publication_id or person_id not in people:
        raise NotFound(gettext("This suggestion does not exist."))
    here = actors(people=dict.fromkeys(people, ""), publication_id=actor.publication_id)
    for key in people:
        check_may_compare(actor, here[key])
    if found.dismissed_at is not None:
        return
    found.dismissed_at, found.dismissed_by_id = now(), actor.id
    found.phrases = found.habits = []
    found.save(update_fields=["dismissed_at", "dismissed_by", "phrases", "habits"])
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="likeness dismissed",
        subject_kind="person",
        subject_id=person_id,
    )

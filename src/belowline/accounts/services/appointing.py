"""An administrator makes somebody one of the staff, or no longer one."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.events import BadgesChanged
from belowline.accounts.models import Grant, Person
from belowline.accounts.policies import check_may_appoint, check_one_remains
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.refusals import Conflict, NotFound


@transaction.atomic
def appoint(*, actor: Actor, person_id: int, role: str) -> None:
    """Gives somebody a role here. Raises NotAllowed, NotFound, Invalid or Conflict."""
    check_may_appoint(actor, role)
    if not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise NotFound(gettext("There is no reader at this address."))
    _, is_new = Grant.objects.get_or_create(
        person_id=person_id, publication_id=actor.publication_id, role=role
    )
    if not is_new:
        raise Conflict(gettext("This person has this role already."))
    _tell(actor, person_id, f"role {role} given")


@transaction.atomic
def dismiss(*, actor: Actor, person_id: int, role: str) -> None:
    """Takes a role from somebody here. Raises NotAllowed, NotFound, Invalid or Conflict.

    The last administrator stays, also where two dismiss each other at once.
    """
    check_may_appoint(actor, role)
    having = Grant.objects.filter(publication_id=actor.publication_id, role=role)
    locked = list(having.select_for_update().order_by("id").values_list("person_id", flat=True))
    if person_id not in locked:
        raise NotFound(gettext("This person does not have this role."))
    check_one_remains(role, len(locked) - 1)
    having.filter(person_id=person_id).delete()
    _tell(actor, person_id, f"role {role} taken")


def _tell(actor: Actor, person_id: int, act: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=act,
        subject_kind="person",
        subject_id=person_id,
    )
    publish(BadgesChanged(publication_id=actor.publication_id, person_id=person_id))

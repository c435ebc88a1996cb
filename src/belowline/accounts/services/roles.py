"""An administrator makes somebody one of the staff, or no longer one."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.models import Grant, Person
from belowline.accounts.policies import check_may_appoint, check_one_remains
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.role_audit import record_role_decisions
from belowline.core.refusals import Conflict, NotFound


@transaction.atomic
def grant_role(*, actor: Actor, person_id: int, role: str) -> None:
    """Gives somebody a role here. Raises NotAllowed, NotFound, Invalid or Conflict."""
    check_may_appoint(actor, role)
    if not Person.objects.filter(pk=person_id, is_active=True).exists():
        raise NotFound(gettext("No reader found at this address."))
    _, is_new = Grant.objects.get_or_create(
        person_id=person_id, publication_id=actor.publication_id, role=role
    )
    if not is_new:
        raise Conflict(gettext("This person already has this role."))
    record_role_decisions(actor, person_id, [f"role {role} given"])


@transaction.atomic
def revoke_role(*, actor: Actor, person_id: int, role: str) -> None:
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
    record_role_decisions(actor, person_id, [f"role {role} taken"])

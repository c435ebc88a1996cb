"""Invites somebody to the staff by email, and gives the role to whoever accepts."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.events import StaffInvited
from belowline.accounts.models import Grant, StaffInvitation
from belowline.accounts.policies import check_is_role
from belowline.accounts.queries.addresses import confirmed_addresses, spelling_of
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.staff_invitations import InvitationView, invitation_view, open_rows
from belowline.accounts.services.role_audit import record_role_decisions
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Invalid, NotAllowed, NotFound


@transaction.atomic
def invite_staff(*, publication_id: int, email: str, role: str) -> InvitationView:
    """Asks the owner of an address to join, as the installation's owner; again, where it was asked
    before. Raises Invalid for what is no address or no role of the staff.
    """
    check_is_role(role)
    try:
        validate_email(address := spelling_of(email))
    except ValidationError:
        raise Invalid(gettext("Please enter an email address."), field="email") from None
    invitation, _ = StaffInvitation.objects.update_or_create(
        publication_id=publication_id, email=address, role=role, defaults={"invited_at": now()}
    )
    audit.record(
        publication_id=publication_id,
        actor_id=None,
        action=f"role {role} offered",
        subject_kind="invitation",
        subject_id=invitation.id,
    )
    publish(StaffInvited(publication_id=publication_id, invitation_id=invitation.id))
    return invitation_view(invitation)


@transaction.atomic
def accept_invitation(*, actor: Actor, invitation_id: int) -> None:
    """Gives the role to whoever has confirmed the address that was invited.

    Raises NotFound where the invitation is open no longer, NotAllowed for anybody else.
    """
    rows = open_rows(actor.publication_id).select_for_update()
    found = rows.filter(pk=invitation_id).first()
    if found is None:
        raise NotFound(gettext("This invitation has expired, or has been used."))
    if found.email not in confirmed_addresses(actor.id):
        raise NotAllowed(gettext("This invitation is for another email address."))
    Grant.objects.get_or_create(
        person_id=actor.id, publication_id=actor.publication_id, role=found.role
    )
    record_role_decisions(actor, actor.id, [f"role {found.role} accepted"])
    found.delete()

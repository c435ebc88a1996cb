"""Invites somebody to the staff by email, and gives the role to whoever accepts."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.events import StaffInvited
from belowline.accounts.models import Grant, StaffInvitation
from belowline.accounts.policies import check_is_role, check_may_appoint, check_may_invite
from belowline.accounts.queries.addresses import confirmed_addresses, spelling_of
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.staff_invitations import InvitationView, invitation_view, open_rows
from belowline.accounts.services.role_audit import record_role_decisions
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Invalid, NotAllowed, NotFound


@transaction.atomic
def invite_staff(
    *, publication_id: int, email: str, role: str, actor: Actor | None = None
) -> InvitationView:
    """Asks the owner of an address to join; again, where it was asked before.

    `actor` is the administrator who asks; None: the installation's owner. Raises Invalid for what
    is no address or no role of the staff, NotAllowed, or TooMany.
    """
    check_is_role(role)
    if actor is not None:
        check_may_appoint(actor, role)
        check_may_invite(publication_id)
    try:
        validate_email(address := spelling_of(email))
    except ValidationError:
        raise Invalid(gettext("Please enter an email address."), field="email") from None
    invitation, _ = StaffInvitation.objects.update_or_create(
        publication_id=publication_id, email=address, role=role, defaults={"invited_at": now()}
    )
    audit.record(
        publication_id=publication_id,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        action=f"role {role} offered",
        subject_kind="invitation",
        subject_id=invitation.id,
    )
    publish(StaffInvited(publication_id=publication_id, invitation_id=invitation.id))
    return invitation_view(invitation)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation_id: int) -> None:
    """Takes an invitation back, whose link is then good for nothing. Raises NotFound."""
    rows = open_rows(actor.publication_id).select_for_update()
    found = rows.filter(pk=invitation_id).first()
    if found is None:
        raise NotFound(gettext("This invitation has expired, or has been used."))
    check_may_appoint(actor, found.role)
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"role {found.role} offered no longer",
        subject_kind="invitation",
        subject_id=found.id,
    )
    found.delete()


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

"""Who has been invited to the staff, and what an invitation's link says."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import QuerySet

from belowline.accounts.models import StaffInvitation
from belowline.core.clock import now
from belowline.core.ids import encode

GOOD_FOR = timedelta(days=14)
_SALT = "staff invitation"


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation that has not been accepted yet."""

    id: int
    publication_id: int
    email: str
    role: str
    invited_at: datetime

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def path(self) -> str:
        """The page on which it is accepted, always the same: when it ends, the row says."""
        return f"/desk/invitation/{_signer().sign_object(self.id)}"


def open_invitations(publication_id: int) -> list[InvitationView]:
    """Those of a publication, the oldest first."""
    return [invitation_view(it) for it in open_rows(publication_id).order_by("invited_at", "id")]


def invitation_of(*, publication_id: int, token: str) -> InvitationView | None:
    """The invitation whose link carries this token; None where it has ended, or is not one here."""
    try:
        invitation_id = _signer().unsign_object(token)
    except signing.BadSignature:
        return None
    return invitation_by_id(publication_id=publication_id, invitation_id=invitation_id)


def invitation_by_id(*, publication_id: int, invitation_id: int) -> InvitationView | None:
    """The invitation with this id, while it is open."""
    found = open_rows(publication_id).filter(pk=invitation_id).first()
    return invitation_view(found) if found else None


def open_rows(publication_id: int) -> QuerySet[StaffInvitation]:
    """The rows of those that are good still."""
    return StaffInvitation.objects.filter(
        publication_id=publication_id, invited_at__gt=now() - GOOD_FOR
    )


def invitation_view(it: StaffInvitation) -> InvitationView:
    """The invitation of a row."""
    return InvitationView(it.id, it.publication_id, it.email, it.role, it.invited_at)


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)

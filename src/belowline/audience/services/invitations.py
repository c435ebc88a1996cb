"""Invites whoever has just joined to the news alerts, by one email that subscribes nobody."""

from django.conf import settings

from belowline.accounts.queries.people import address_of
from belowline.audience.models import Invitation
from belowline.audience.queries.alerts import invitation_token
from belowline.audience.services.mail import send_letter
from belowline.core.clock import now
from belowline.newsroom.queries.publications import publication_by_id


def invite_newcomer(*, publication_id: int, person_id: int, way: str, language: str) -> None:
    """Sends the invitation, once, to people who came by a way that is invited.

    A task after ReaderJoined. The mail is sent before it is marked as sent, and no transaction is
    open meanwhile: should the process end in between, somebody gets it twice rather than never.
    """
    invites = settings.ENVIRONMENT.invite_to_alerts
    if invites not in ("everybody", way):
        return
    publication, address = publication_by_id(publication_id), address_of(person_id)
    if publication is None or address is None:
        return
    invitation, _ = Invitation.objects.get_or_create(
        publication_id=publication_id, person_id=person_id
    )
    if invitation.sent_at is not None:
        return
    token = invitation_token(person_id=person_id, publication_id=publication_id)
    send_letter(
        "invitation",
        address=address,
        language=language,
        publication=publication,
        words={"path": f"/alerts/{token}"},
    )
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=now())

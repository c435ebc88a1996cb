"""Finds out whether mail arrives: by a letter whose link somebody opens."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext, override

from belowline.core.clock import now
from belowline.core.mail import Mail, plan_mail
from belowline.core.refusals import NotFound
from belowline.newsroom.models import Publication
from belowline.newsroom.queries.publications import publication_by_id

_SALT = "belowline.newsroom.mail_check"
_GOOD_FOR = timedelta(days=14)


@transaction.atomic
def send_test_mail(*, publication_id: int, email: str) -> None:
    """Plans a letter to this address, with a link that says it has arrived. Raises NotFound."""
    publication = publication_by_id(publication_id)
    if publication is None:
        raise NotFound(gettext("There is no page at this address."))
    token = signing.dumps(publication_id, salt=_SALT)
    link = f"{publication.base_url}/desk/mail/{token}"
    with override(publication.language):
        mail = Mail(
            address=email,
            subject=gettext("Mail from %(name)s arrives") % {"name": publication.name},
            text=gettext(
                "This is a test. Open this link, and the desk knows that mail arrives:"
                "\n\n%(link)s\n"
            )
            % {"link": link},
            sender=publication.name,
            site=publication.base_url,
        )
    plan_mail(mail, good_for=_GOOD_FOR)


def note_arrival(*, publication_id: int, token: str) -> None:
    """Notes that the letter with this link has arrived. Raises NotFound for any other link."""
    try:
        meant = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        meant = None
    if meant != publication_id:
        raise NotFound(gettext("This link has expired."))
    rows = Publication.objects.filter(pk=publication_id, mail_arrived_at=None)
    rows.update(mail_arrived_at=now())

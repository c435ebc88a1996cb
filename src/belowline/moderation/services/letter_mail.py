"""Mails the letters of the moderators, word by word as they are kept."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import address_of
from belowline.core.clock import now
from belowline.core.languages import speaking
from belowline.core.mail import Mail, send_mail
from belowline.moderation.models import Letter
from belowline.moderation.queries.letter_links import letter_token
from belowline.newsroom.queries.publications import publication_by_id


def send_moderation_letter(*, publication_id: int, letter_id: int) -> None:
    """Mails a letter with the link to its page. A task, a little after the decision.

    One that was taken back meanwhile is not there any more, and whoever has no address reads it on
    their pages.
    """
    publication = publication_by_id(publication_id)
    letter = _claimed(letter_id)
    address = address_of(letter.person_id) if letter else None
    if letter is None or publication is None or not address:
        return
    token = letter_token(letter_id=letter.id, publication_id=publication_id)
    with speaking(letter.language):
        link = gettext("Read this letter on our site, or ask for a second look:")
    mail = Mail(
        address=address,
        subject=letter.subject,
        text=f"{letter.text}\n\n{link}\n{publication.base_url}/letters/{token}\n",
        sender=publication.name,
        site=publication.base_url,
    )
    try:
        send_mail(mail)
    except OSError:
        Letter.objects.filter(pk=letter.id).update(mailed_at=None)
        raise


@transaction.atomic
def _claimed(letter_id: int) -> Letter | None:
    """The letter, from now on told; None where it was before, or is gone.

    Noted before it is sent: who undoes the decision meanwhile has to write that as well.
    """
    letter = Letter.objects.select_for_update().filter(pk=letter_id, mailed_at=None).first()
    if letter is not None:
        letter.mailed_at = now()
        letter.save(update_fields=["mailed_at"])
    return letter

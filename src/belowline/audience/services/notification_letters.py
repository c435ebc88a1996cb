"""Sends a reader, by email, what has happened since the last letter and was not seen."""

import re
from collections.abc import Sequence

from django.db.models import Q

from belowline.accounts.queries.people import address_of
from belowline.audience.models import Notification, NotificationChoice
from belowline.audience.queries.loud_notifications import loud
from belowline.audience.queries.notification_links import off_token
from belowline.audience.queries.notification_sentences import sentence_of
from belowline.audience.queries.notifications import NotificationView, unmailed_notifications
from belowline.audience.queries.reply_addresses import reply_address
from belowline.audience.services.mail import send_letter
from belowline.core.clock import now
from belowline.core.languages import speaking
from belowline.core.markup import own_words
from belowline.core.quoted_tail import MARK
from belowline.newsroom.queries.publications import publication_by_id

_MOST = 20
"""Notifications in one letter; the page has the others."""
_LONGEST = 200
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]*://|www\.)\S+|\b\S+\.[a-z]{2,}/\S*", re.IGNORECASE)
"""What a mail program would make a link of: nobody's words lead out of a letter."""


def send_notifications(*, publication_id: int, person_id: int) -> None:
    """Sends one letter about all that waits. A task, planned with the first of it.

    What is seen meanwhile, or is true no longer, is not in it; where nothing is left there is none.
    """
    choices = NotificationChoice.objects.filter(person_id=person_id, publication_id=publication_id)
    choices.update(planned_for=None)
    choice, publication = choices.first(), publication_by_id(publication_id)
    address = address_of(person_id)
    told = unmailed_notifications(person_id=person_id, publication_id=publication_id)
    if choice is None or choice.mail == NotificationChoice.Mail.NEVER or not told:
        return
    wanted = loud(person_id, told)
    if wanted and address and publication is not None:
        token = off_token(publication_id=publication_id, person_id=person_id)
        leave = f"{publication.base_url}/notifications/off/{token}"
        answered = _reply_address(wanted)
        with speaking(choice.language):
            words: dict[str, object] = {
                "path": "/me/notifications",
                "settings": leave,
                "told": [_lines(it) for it in wanted[:_MOST]],
                "more": max(0, len(wanted) - _MOST),
                "first": sentence_of(wanted[0]) if len(wanted) == 1 else "",
                "mark": MARK if answered else "",
            }
        send_letter(
            "notifications",
            address=address,
            language=choice.language,
            publication=publication,
            words=words,
            headers={
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                **({"Reply-To": answered} if answered else {}),
            },
        )
    _mark_mailed(person_id, publication_id, told)


def _reply_address(told: Sequence[NotificationView]) -> str:
    """Where the letter can be replied to, if it tells of one comment by one other reader."""
    if len(told) != 1 or len(told[0].names) != 1 or told[0].others:
        return ""
    return reply_address(told[0].id)


def reply_letter(
    *, publication_id: int, person_id: int, sentence: str, text: str, path: str
) -> None:
    """Says what became of a reply by email. A task; the sentence is in the reader's language."""
    publication, address = publication_by_id(publication_id), address_of(person_id)
    choices = NotificationChoice.objects.filter(person_id=person_id, publication_id=publication_id)
    choice = choices.first()
    if publication is not None and address:
        send_letter(
            "reply",
            address=address,
            language=choice.language if choice else publication.language,
            publication=publication,
            words={"path": path, "sentence": sentence, "text": text},
        )


def _lines(it: NotificationView) -> dict[str, str]:
    said = own_words(it.comment.html) if it.names else ""
    said = _ADDRESS.sub("[…]", said)
    return {
        "sentence": sentence_of(it),
        "headline": it.article.headline,
        "said": said if len(said) <= _LONGEST else said[: _LONGEST - 1].rsplit(" ", 1)[0] + "…",
        "path": it.path,
    }


def _mark_mailed(person_id: int, publication_id: int, told: Sequence[NotificationView]) -> None:
    until = max(it.id for it in told)
    Notification.objects.filter(
        Q(mailed_at__isnull=True),
        person_id=person_id,
        publication_id=publication_id,
        seen_at__isnull=True,
        pk__lte=until,
    ).update(mailed_at=now())

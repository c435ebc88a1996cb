"""Posts what somebody replied to a notification by email, like any comment of theirs."""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from django.utils.translation import gettext

from belowline.accounts.queries.people import actor, address_of
from belowline.audience.models import Notification, NotificationChoice
from belowline.audience.queries.reply_addresses import notification_replied_to
from belowline.core.arrived_reply import LARGEST_REPLY, ArrivedReply, read_arrived
from belowline.core.ids import encode
from belowline.core.languages import speaking
from belowline.core.mail_addresses import one_spelling
from belowline.core.quoted_tail import without_quoted_tail
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_person
from belowline.core.refusals import Invalid, NotAllowed, Refusal, TooLarge, TooMany
from belowline.core.tasks import enqueue
from belowline.discussion.queries.comments import comment
from belowline.discussion.services.posts import post_comment

LETTERS_PER_DAY = 5
_MOST_RETURNED = 5_000


def take_in_reply(raw: bytes) -> str:
    """Posts the reply in a mail. Returns `posted`, `refused`, or why nobody is told anything.

    The address it was sent to says which notification it answers; it has to come from the address
    of the account that was notified. A mail that a program wrote is never posted, nor answered.
    Called outside a transaction.
    """
    arrived = read_arrived(raw)
    found = _notification(arrived)
    if found is None:
        return "not ours"
    if arrived.is_automatic:
        return "automatic"
    choice = NotificationChoice.objects.filter(
        person_id=found.person_id, publication_id=found.publication_id
    ).first()
    with speaking(choice.language if choice else "en"):
        try:
            comment_id = _posted(found, arrived, is_whole=len(raw) <= LARGEST_REPLY)
        except Refusal as refusal:
            _tell(found, refusal.sentence, path=f"/c/{encode(found.comment_id)}", arrived=arrived)
            return "refused"
        if arrived.has_files:
            sentence = gettext("Your reply was posted without the files that came with it.")
            _tell(found, sentence, path=f"/c/{encode(comment_id)}")
    return "posted"


def _notification(arrived: ArrivedReply) -> Notification | None:
    ids = (notification_replied_to(it) for it in arrived.recipients)
    known = next((it for it in ids if it is not None), None)
    return Notification.objects.filter(pk=known).first() if known is not None else None


def _posted(found: Notification, arrived: ArrivedReply, *, is_whole: bool) -> int:
    person = actor(person_id=found.person_id, publication_id=found.publication_id)
    said = comment(publication_id=found.publication_id, comment_id=found.comment_id)
    if person is None or said is None or arrived.author != _own_address(found.person_id):
        raise NotAllowed(gettext("Replies have to come from the email address of your account."))
    if not is_whole:
        raise TooLarge(gettext("The email was too large. Please send it without files."))
    if arrived.text is None:
        raise Invalid(gettext("The email had no plain text. Please send it as plain text."))
    text = without_quoted_tail(arrived.text)
    if not text:
        raise Invalid(gettext("Your reply was empty. Please write it above the line."))
    return post_comment(
        actor=person,
        thread_id=said.thread_id,
        text=text,
        parent_id=said.id,
        idempotency_key=uuid5(NAMESPACE_OID, f"{found.pk}:{arrived.key}"),
    )


def _own_address(person_id: int) -> str | None:
    address = address_of(person_id)
    return one_spelling(address) if address else None


def _tell(
    found: Notification, sentence: str, *, path: str, arrived: ArrivedReply | None = None
) -> None:
    """Plans a letter to the account's address, whoever the mail came from; a few a day."""
    limit = Limit("reply letters", LETTERS_PER_DAY, timedelta(days=1), "{wait}")
    try:
        check_limits([limit], CountedActs(of_person(found.person_id)))
    except TooMany:
        return
    is_own = arrived is not None and arrived.author == _own_address(found.person_id)
    text = without_quoted_tail(arrived.text or "") if arrived and is_own else ""
    payload = {
        "publication_id": found.publication_id,
        "person_id": found.person_id,
        "sentence": sentence,
        "text": text[:_MOST_RETURNED],
        "path": path,
    }
    enqueue("send-reply-letter", payload, is_secret=True)

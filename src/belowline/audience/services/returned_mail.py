"""What comes back because of a mail: a bounce or a complaint ends what is sent to its address."""

import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message

from django.db import transaction
from flufl.bounce import all_failures

from belowline.audience.models import Delivery, Suppression
from belowline.audience.queries.mail_links import RETURN_HEADER, returned_delivery
from belowline.audience.services.judging import judge
from belowline.audience.services.suppressions import suppress
from belowline.core.provider_events import ProviderEvent

LARGEST_RETURNED = 1_000_000
_HEADER = re.compile(rf"^{RETURN_HEADER}:\s*(\S+)\s*$".encode(), re.MULTILINE | re.IGNORECASE)


@transaction.atomic
def take_in_returned(raw: bytes) -> str:
    """Reads a delivery status notification or a complaint (RFC 3464, RFC 5965).

    Only one that returns the header which this installation has signed is believed. Returns
    `bounced`, `complained`, or why nothing was done.
    """
    raw = raw[:LARGEST_RETURNED]
    found = _HEADER.search(raw.replace(b"\r\n", b"\n"))
    delivery = _delivery(found[1].decode("ascii", "replace")) if found else None
    if delivery is None:
        return "not ours"
    message = message_from_bytes(raw)
    is_complaint = _is_complaint(message)
    if not is_complaint and not all_failures(message)[1]:
        return "not final"
    return _end(delivery, is_complaint=is_complaint)


def take_in_events(events: Sequence[ProviderEvent]) -> None:
    """What a provider tells of mails, as if it had come back by mail; each in a transaction."""
    for event in events:
        with transaction.atomic():
            delivery = _delivery(event.token)
            if delivery is not None:
                _end(delivery, is_complaint=event.is_complaint)


def _end(delivery: Delivery, *, is_complaint: bool) -> str:
    """Ends what is sent to the delivery's address, and pauses its issue if there are many."""
    if is_complaint:
        state, reason = Delivery.State.COMPLAINED, Suppression.Reason.COMPLAINED
    else:
        state, reason = Delivery.State.BOUNCED, Suppression.Reason.BOUNCED
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    to = delivery.subscription
    suppress(publication_id=to.publication_id, address=to.address, reason=reason)
    judge(delivery.issue_id)
    return state.value


def _delivery(token: str) -> Delivery | None:
    delivery_id = returned_delivery(token)
    rows = Delivery.objects.select_related("subscription")
    return rows.filter(pk=delivery_id).first() if delivery_id is not None else None


def _is_complaint(message: Message) -> bool:
    return message.get_param("report-type", "") == "feedback-report"

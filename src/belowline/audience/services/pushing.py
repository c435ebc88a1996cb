"""Sends one message to one device, and sees to what its push service answers."""

import json
import logging
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from belowline.accounts.queries.sessions import people_of_sessions
from belowline.audience.models import PushDevice
from belowline.audience.queries.notification_sentences import sentence_of
from belowline.audience.queries.notifications import NotificationView, unseen_notifications
from belowline.audience.services.push_devices import key_bytes
from belowline.audience.services.push_keys import private_key_of
from belowline.core.clock import now
from belowline.core.fetching import FetchFault, ForbiddenAddress, UnexpectedStatus, send
from belowline.core.languages import speaking
from belowline.core.tasks import enqueue
from belowline.core.web_push import MOST, authorization, encrypted
from belowline.newsroom.queries.publications import PublicationView, publication_by_id

_WAITS = tuple(timedelta(minutes=it) for it in (1, 5, 30, 120, 480))
"""Until a service that could not be reached is tried again; then the page alone has it."""
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""There is no such subscription any more (RFC 8030, 7.3)."""
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_TTL = 24 * 3600
"""Seconds for which a service keeps a message for a device that is off."""
_SECONDS, _MOST_ANSWERED = 10.0, 10_000
_MOST_NAMED = 3
_OF_THREADS = frozenset({"news", "person"})
"""Kinds of which a discussion has one line."""
_EVEN = 1024
"""A message is filled up to so many bytes, so that its length says less."""
_log = logging.getLogger(__name__)


def send_push(*, publication_id: int, device_id: int, told: Sequence[int], attempt: int) -> None:
    """Tells a device what of these notifications is still true and unseen. A task.

    A service that is not to be reached is tried again later; a device that it knows no more is
    removed. A process that is killed in between sends the same again, which replaces the first.
    """
    rows = PushDevice.objects.filter(pk=device_id).select_related("key")
    device, publication = rows.first(), publication_by_id(publication_id)
    if device is None or publication is None or device.publication_id != publication_id:
        return
    private = private_key_of(device.key)
    if private is None or not _is_logged_in(device):
        return
    unseen = unseen_notifications(person_id=device.person_id, publication_id=publication_id)
    still = [it for it in unseen if it.id in told]
    if not still:
        return
    try:
        _hand_over(device, private, publication, still)
    except FetchFault as fault:
        _see_to(fault, device, list(told), attempt)


def _is_logged_in(device: PushDevice) -> bool:
    found = people_of_sessions([device.session_key]).get(device.session_key)
    return found is not None and found[0] == device.person_id


def _hand_over(
    device: PushDevice,
    private: str,
    publication: PublicationView,
    told: Sequence[NotificationView],
) -> None:
    with speaking(device.language):
        message = _message(publication, told, device.language)
    body = encrypted(
        message,
        browser_key=key_bytes(device.browser_key),
        secret=key_bytes(device.secret),
    )
    sender = settings.ENVIRONMENT.email_from
    contact = f"mailto:{sender}" if sender else publication.base_url
    headers = [
        ("Authorization", authorization(private, endpoint=device.endpoint, contact=contact)),
        ("Content-Type", "application/notification+json"),
        ("Content-Encoding", "aes128gcm"),
        ("TTL", str(_TTL)),
        ("Urgency", "low" if all(it.kind in _OF_THREADS for it in told) else "normal"),
    ]
    if len(told) == 1:
        headers.append(("Topic", _topic(told[0])))
    send(device.endpoint, body, headers, most=_MOST_ANSWERED, seconds=_SECONDS)


def _message(
    publication: PublicationView, told: Sequence[NotificationView], language: str
) -> bytes:
    """A declarative push message (W3C Push API, 3.3), which Safari shows by itself and the service
    worker of our pages elsewhere. Several that are told at once are one.
    """
    first = told[0]
    sentences = [sentence_of(it) for it in told]
    is_one = len(told) == 1
    shown = {
        "title": sentences[0] if is_one else publication.name,
        "body": first.article.headline if is_one else "\n".join(sentences[:_MOST_NAMED]),
        "navigate": publication.base_url + (first.path if is_one else "/me/notifications"),
        "lang": language,
        "dir": "auto",
        "tag": _topic(first),
    }
    written = json.dumps({"web_push": 8030, "notification": shown}, ensure_ascii=False).encode()
    if len(written) > MOST:
        raise ValueError("The sentences of a push message are too long.")
    return written.ljust(min(MOST, -(-len(written) // _EVEN) * _EVEN))


def _topic(it: NotificationView) -> str:
    """The same for what takes the place of one another: replies to one comment, a thread's news.

    At most 32 characters of base64url (RFC 8030, 5.4).
    """
    if it.about:
        key = f"answers {it.about.ref}"
    elif it.kind in _OF_THREADS:
        key = f"{it.kind} {it.comment.thread_ref}"
    else:
        key = f"{it.kind} {it.comment.ref}"
    return sha256(key.encode()).hexdigest()[:32]


def _see_to(fault: FetchFault, device: PushDevice, told: list[int], attempt: int) -> None:
    status = fault.status if isinstance(fault, UnexpectedStatus) else None
    if status in _GONE or isinstance(fault, ForbiddenAddress):
        device.delete()
        return
    is_final = status is not None and status not in _LATER and status < 500
    host = urlsplit(device.endpoint).hostname
    _log.warning("The push service %s has not taken a message: %s", host, fault)
    if is_final or attempt >= len(_WAITS):
        return
    asked = timedelta(seconds=fault.retry_after if isinstance(fault, UnexpectedStatus) else 0)
    enqueue(
        "send-push",
        {
            "publication_id": device.publication_id,
            "device_id": device.pk,
            "told": told,
            "attempt": attempt + 1,
        },
        due_at=now() + max(_WAITS[attempt], asked),
    )

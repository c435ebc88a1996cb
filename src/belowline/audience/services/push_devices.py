"""A reader wants to be told in a browser, comes back in it, or no longer wants to."""

from base64 import urlsafe_b64decode
from binascii import Error as NoBase64
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_list_change
from belowline.audience.models import NotificationChoice, PushDevice, PushKey
from belowline.core.clock import now
from belowline.core.fetching import ForbiddenAddress
from belowline.core.fetching.target import target_of
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.web_push import is_point
from belowline.newsroom.services.founding import checked_zone

MOST_DEVICES = 10
_LONGEST_ENDPOINT = 1000
_LONGEST_KEY = 100
_LONGEST_AGENT = 300
_SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser says of its subscription (W3C Push API): where its service takes messages, the
    key of ours that it was made with, its own public key and its authentication secret.
    """

    endpoint: str
    key: str
    browser_key: str
    secret: str


def add_device(
    *, actor: Actor, subscription: Subscription, session_key: str, user_agent: str, time_zone: str
) -> None:
    """Has the actor told in this browser as long as its login stands; again changes nothing.

    A browser that told somebody else before tells them no longer. Raises Invalid, TooMany, or
    Conflict where the actor has MOST_DEVICES.
    """
    count_list_change(person_id=actor.id)
    checked = _checked(subscription)
    checked_zone(time_zone)
    with transaction.atomic():
        _make_room(actor, checked.endpoint)
        PushDevice.objects.create(
            publication_id=actor.publication_id,
            person_id=actor.id,
            key=_key_named(checked.key),
            session_key=session_key,
            endpoint=checked.endpoint,
            digest=_digest(checked.endpoint),
            browser_key=checked.browser_key,
            secret=checked.secret,
            user_agent=user_agent[:_LONGEST_AGENT],
            language=get_language() or "en",
        )
        NotificationChoice.objects.get_or_create(
            person_id=actor.id,
            publication_id=actor.publication_id,
            defaults={
                "mail": NotificationChoice.Mail.NEVER,
                "time_zone": time_zone,
                "language": get_language() or "en",
            },
        )


def renew_device(*, actor: Actor, endpoint: str, session_key: str) -> None:
    """Keeps that the actor has come back in a browser that they are told in, maybe by a new login.

    Raises NotFound where they are not told in it: it was removed, or is somebody else's.
    """
    rows = PushDevice.objects.filter(
        digest=_digest(endpoint), person_id=actor.id, publication_id=actor.publication_id
    )
    if not rows.update(session_key=session_key, confirmed_at=now()):
        raise NotFound(gettext("You get no notifications in this browser."))


def remove_device(*, actor: Actor, device_id: int) -> None:
    """Tells the actor nothing any more in this browser; again changes nothing."""
    PushDevice.objects.filter(
        pk=device_id, person_id=actor.id, publication_id=actor.publication_id
    ).delete()


def _checked(given: Subscription) -> Subscription:
    """Raises Invalid for what no browser says."""
    try:
        target = target_of(given.endpoint)
    except ForbiddenAddress:
        raise _unusable() from None
    keys = (given.browser_key, given.secret, given.key)
    if target.scheme != "https" or max(map(len, keys)) > _LONGEST_KEY:
        raise _unusable()
    if len(given.endpoint) > _LONGEST_ENDPOINT:
        raise _unusable()
    if not is_point(key_bytes(given.browser_key)) or len(key_bytes(given.secret)) != _SECRET_BYTES:
        raise _unusable()
    return given


def key_bytes(written: str) -> bytes:
    """What is written in base64url, with padding or without; nothing where it is not."""
    try:
        return urlsafe_b64decode(written.rstrip("=") + "=" * (-len(written.rstrip("=")) % 4))
    except (NoBase64, ValueError):
        return b""


def _unusable() -> Invalid:
    return Invalid(gettext("We can’t send notifications to this browser."))


def _make_room(actor: Actor, endpoint: str) -> None:
    PushDevice.objects.filter(digest=_digest(endpoint)).delete()
    own = PushDevice.objects.filter(person_id=actor.id, publication_id=actor.publication_id)
    if own.count() >= MOST_DEVICES:
        raise Conflict(
            gettext("You already get notifications on %(n)s devices. Please remove one first.")
            % {"n": MOST_DEVICES}
        )


def _key_named(public: str) -> PushKey:
    key = PushKey.objects.filter(public=public).first()
    if key is None:
        raise _unusable()
    return key


def _digest(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()

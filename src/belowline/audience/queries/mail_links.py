"""Links in mails that need no login: each does one thing, for one address, and ends some day."""

from django.core import signing

from belowline.core.mail import OWN_HEADERS

_CONFIRM, _PREFERENCES = "newsletters-confirm", "newsletters-preferences"
RETURN_HEADER = f"{OWN_HEADERS}Delivery"
"""Says in a mail, and in what comes back because of it, which delivery it was."""
_DAY = 24 * 3600
CONFIRM_FOR = 30 * _DAY
"""Seconds for which a subscription can be confirmed; who has not done so is forgotten then."""
PREFERENCES_FOR = 90 * _DAY
"""Seconds for which a mail's link leads to the preferences of its address."""
LEAVE_FOR = 3 * 365 * _DAY
"""Seconds for which a mail's link ends its subscription."""


def confirmation_token(*, publication_id: int, subscription_id: int) -> str:
    """What the link carries by which a subscription is confirmed."""
    return signing.dumps([publication_id, subscription_id], salt=_CONFIRM)


def preferences_token(*, publication_id: int, subscription_id: int) -> str:
    """What a mail's links carry: they change what its address is sent, and nothing else."""
    return signing.dumps([publication_id, subscription_id], salt=_PREFERENCES)


def confirmed_by(token: str, *, publication_id: int) -> int | None:
    """The subscription that this token confirms here; None where it is not good any more."""
    return _opened(token, _CONFIRM, CONFIRM_FOR, publication_id)


def preferences_of(token: str, *, publication_id: int) -> int | None:
    """The subscription whose address may be seen and changed by this token here."""
    return _opened(token, _PREFERENCES, PREFERENCES_FOR, publication_id)


def left_by(token: str, *, publication_id: int) -> int | None:
    """The subscription that this token ends here."""
    return _opened(token, _PREFERENCES, LEAVE_FOR, publication_id)


def delivery_token(delivery_id: int) -> str:
    """What a mail carries in RETURN_HEADER: nobody else can write it."""
    return _signer().sign(str(delivery_id))


def returned_delivery(token: str) -> int | None:
    """The delivery that this token names; None for any other text."""
    try:
        return int(_signer().unsign(token))
    except signing.BadSignature:
        return None


def _opened(token: str, salt: str, seconds: int, publication_id: int) -> int | None:
    try:
        whose, subscription_id = signing.loads(token, salt=salt, max_age=seconds)
    except signing.BadSignature:
        return None
    return int(subscription_id) if whose == publication_id else None


def _signer() -> signing.Signer:
    return signing.Signer(salt="newsletters-returned")

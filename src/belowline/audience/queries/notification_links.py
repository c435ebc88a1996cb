"""The link in a notification letter that turns these letters off, without a login."""

from django.core import signing

_SALT = "notifications-off"
_GOOD_FOR = 3 * 365 * 24 * 3600
"""Seconds: as for newsletters."""


def off_token(*, publication_id: int, person_id: int) -> str:
    """What the link carries: it ends this person's letters, and nothing else."""
    return signing.dumps([publication_id, person_id], salt=_SALT)


def turned_off_by(token: str, *, publication_id: int) -> int | None:
    """Whose letters this token ends here; None where it is not good, or not any more."""
    try:
        whose, person_id = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return int(person_id) if whose == publication_id else None

"""What the pages of one reader are told alone, and who may listen to it."""

from datetime import timedelta

from django.core import signing

from belowline.audience.queries.notifications import unseen_notifications

_SALT = "live-reader"
_GOOD_FOR = timedelta(days=2)


def told_to_pages(*, person_id: int, publication_id: int) -> dict[str, object]:
    """For scripts: how many notifications the person has not seen, and what lets a page listen."""
    found = unseen_notifications(person_id=person_id, publication_id=publication_id)
    return {"unseen": len(found), "reader": live_token(person_id)}


def live_token(person_id: int) -> str:
    """What a page of this person shows to be told, as long as it is open, what is theirs."""
    return signing.dumps(person_id, salt=_SALT)


def reader_of(token: str) -> int | None:
    """Whose token it is; None where it is not good, or not any more."""
    try:
        found = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return int(found)

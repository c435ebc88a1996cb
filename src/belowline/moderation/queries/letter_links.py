"""The links in mails that lead to letters from the moderators, without a login."""

from django.core import signing

from belowline.moderation.queries.letters import LetterView, letter

_SALT = "moderation-letter"
_GOOD_FOR = 365 * 24 * 3600
"""Seconds: longer than there is time to appeal, so that the link still says that it is over."""


def letter_token(*, letter_id: int, publication_id: int) -> str:
    """What the link in a mail carries: it shows this letter, and lets its reader appeal."""
    return signing.dumps([publication_id, letter_id], salt=_SALT)


def letter_of_token(token: str, *, publication_id: int) -> LetterView | None:
    """The letter that a link leads to here; None where it is not good, or not any more."""
    try:
        whose, letter_id = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    if whose != publication_id:
        return None
    return letter(letter_id=int(letter_id), publication_id=publication_id)

"""Somebody is in for the first time."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from belowline.accounts.events import ReaderJoined
from belowline.core.events import publish


@transaction.atomic
def announce_signup(*, person_id: int, publication_id: int, way: str) -> None:
    """Makes it known that a person has joined, and by which way."""
    publish(
        ReaderJoined(
            publication_id=publication_id,
            person_id=person_id,
            way=way,
            language=get_language() or settings.LANGUAGE_CODE,
        )
    )

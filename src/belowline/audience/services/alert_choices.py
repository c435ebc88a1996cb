"""A reader says yes or no to the news alerts."""

from django.db import transaction
from django.utils.translation import get_language

from belowline.audience.events import AlertsChosen
from belowline.audience.models import Consent
from belowline.core.events import publish


@transaction.atomic
def choose_alerts(
    *, person_id: int, publication_id: int, wanted: bool, wording: str, asked_by: str
) -> None:
    """Keeps the answer with its time and the words that it was given to.

    `asked_by` says where: `invitation` or `account`.
    """
    Consent.objects.create(
        publication_id=publication_id,
        person_id=person_id,
        wanted=wanted,
        wording=wording,
        language=get_language() or "en",
        asked_by=asked_by,
    )
    publish(AlertsChosen(publication_id=publication_id, person_id=person_id, wanted=wanted))

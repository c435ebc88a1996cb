"""A reader says yes or no to the news alerts, and is put on their list or taken off."""

from django.db import transaction
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.people import address_of
from belowline.audience.events import AlertsChosen
from belowline.audience.models import Consent
from belowline.audience.queries.suppressions import is_suppressed
from belowline.audience.services.mailing_lists import alerts_list_id
from belowline.audience.services.subscription_states import CONFIRMED, ENDED, Proof, put
from belowline.core.events import publish
from belowline.core.refusals import Conflict


@transaction.atomic
def choose_alerts(
    *, person_id: int, publication_id: int, wanted: bool, wording: str, asked_by: str
) -> None:
    """Keeps the answer with its time and the words that it was given to.

    `asked_by` says where: `invitation` or `account`. The address is the account's, which is
    confirmed. Raises Conflict for a yes of an address that is never written to again.
    """
    address = address_of(person_id)
    if wanted and address and is_suppressed(publication_id, address):
        raise Conflict(gettext("This address isn’t sent newsletters or alerts any more."))
    language = get_language() or "en"
    Consent.objects.create(
        publication_id=publication_id,
        person_id=person_id,
        wanted=wanted,
        wording=wording,
        language=language,
        asked_by=asked_by,
    )
    if address:
        put(
            CONFIRMED if wanted else ENDED,
            publication_id=publication_id,
            list_id=alerts_list_id(publication_id, gettext("News alerts")),
            address=address,
            proof=Proof(way=asked_by, wording=wording, language=language),
        )
    publish(AlertsChosen(publication_id=publication_id, person_id=person_id, wanted=wanted))

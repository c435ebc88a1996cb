"""Takes over a list from elsewhere: with the proof that its readers agreed, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from belowline.audience.models import Subscription
from belowline.audience.queries.suppressions import is_suppressed
from belowline.audience.services.subscription_states import CONFIRMED, Proof, put
from belowline.core.clock import now
from belowline.core.mail_addresses import one_spelling

_LONGEST_WORDS, _LONGEST_SOURCE = 2000, 200


@dataclass(frozen=True, slots=True)
class ImportedConsent:
    """That somebody agreed: when (aware), where, and to which words."""

    address: str
    agreed_at: datetime | None
    source: str
    wording: str

    @property
    def is_whole(self) -> bool:
        """Whether it proves anything."""
        return (
            self.agreed_at is not None
            and self.agreed_at <= now()
            and 0 < len(self.source) <= _LONGEST_SOURCE
            and 0 < len(self.wording) <= _LONGEST_WORDS
        )


def import_subscriber(
    *, publication_id: int, list_id: int, language: str, consent: ImportedConsent
) -> str:
    """Puts one address on a list. Returns what became of it.

    `taken`; `known` (it is on the list, or was, and has left); `suppressed`; `unproven` where the
    consent is not whole; `no address`.
    """
    address = one_spelling(consent.address)
    try:
        validate_email(address)
    except ValidationError:
        return "no address"
    if not consent.is_whole:
        return "unproven"
    with transaction.atomic():
        if is_suppressed(publication_id, address):
            return "suppressed"
        rows = Subscription.objects.filter(mailing_list_id=list_id, address=address)
        if rows.exclude(state=Subscription.State.ASKED).exists():
            return "known"
        put(
            CONFIRMED,
            publication_id=publication_id,
            list_id=list_id,
            address=address,
            proof=Proof(
                way="import",
                wording=consent.wording,
                language=language,
                source=consent.source,
                happened_at=consent.agreed_at,
            ),
        )
    return "taken"


def count_outcomes(outcomes: Iterable[str]) -> dict[str, int]:
    """How many of each."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts

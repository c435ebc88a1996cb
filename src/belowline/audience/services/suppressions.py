"""Has an address never written to again."""

from django.db import transaction

from belowline.audience.models import Subscription, Suppression
from belowline.audience.queries.suppressions import suppression_digest
from belowline.audience.services.subscription_states import ENDED, Proof, put


@transaction.atomic
def suppress(*, publication_id: int, address: str, reason: Suppression.Reason) -> None:
    """Ends whatever is sent to the address, in its one spelling, for good."""
    Suppression.objects.get_or_create(
        publication_id=publication_id,
        digest=suppression_digest(publication_id, address),
        defaults={"reason": reason},
    )
    rows = Subscription.objects.filter(publication_id=publication_id, address=address)
    for list_id in list(rows.values_list("mailing_list_id", flat=True)):
        put(
            ENDED,
            publication_id=publication_id,
            list_id=list_id,
            address=address,
            proof=Proof(way=reason.value),
        )

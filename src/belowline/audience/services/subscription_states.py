"""The one place where a subscription's state changes, with the proof of it."""

from dataclasses import dataclass
from datetime import datetime

from belowline.audience.events import SubscriptionChanged
from belowline.audience.models import Subscription, SubscriptionProof
from belowline.core.clock import now
from belowline.core.events import publish

ASKED = Subscription.State.ASKED
CONFIRMED = Subscription.State.CONFIRMED
ENDED = Subscription.State.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """By what way somebody did it, to which words, in which language; see SubscriptionProof."""

    way: str
    wording: str = ""
    language: str = ""
    network: str = ""
    source: str = ""
    happened_at: datetime | None = None


def put(
    state: Subscription.State, *, publication_id: int, list_id: int, address: str, proof: Proof
) -> bool:
    """Brings an address into a state on a list, inside the caller's transaction.

    `address` is in its one spelling. Returns whether anything changed; what is so already, and
    what ends without having begun, stays as it is.
    """
    rows = Subscription.objects.select_for_update()
    found = rows.filter(mailing_list_id=list_id, address=address).first()
    if (found is None and state is ENDED) or (found is not None and found.state == state):
        return False
    if found is None:
        found, is_new = Subscription.objects.get_or_create(
            mailing_list_id=list_id,
            address=address,
            defaults={
                "publication_id": publication_id,
                "language": proof.language or "en",
                "state": state,
            },
        )
        if not is_new and found.state == state:
            return False
    Subscription.objects.filter(pk=found.pk).update(
        state=state, changed_at=now(), language=proof.language or found.language
    )
    SubscriptionProof.objects.create(
        subscription_id=found.pk,
        act=state,
        way=proof.way,
        wording=proof.wording,
        language=proof.language,
        network=proof.network,
        source=proof.source,
        happened_at=proof.happened_at or now(),
    )
    publish(SubscriptionChanged(publication_id=publication_id, list_id=list_id, act=state.value))
    return True

"""What somebody decides by a link from a mail: confirms, chooses again, leaves, for good if wanted.

Whoever has the link has the mailbox; so it changes what that address is sent, and nothing else.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import get_language, gettext

from belowline.audience.models import Subscription, Suppression
from belowline.audience.queries.mailing_lists import mailing_lists
from belowline.audience.queries.suppressions import is_suppressed
from belowline.audience.services.subscription_states import CONFIRMED, ENDED, Proof, put
from belowline.audience.services.suppressions import suppress
from belowline.core.refusals import Conflict, NotFound


@transaction.atomic
def confirm_lists(
    *,
    publication_id: int,
    subscription_id: int,
    list_refs: Collection[str],
    wording: str,
    network: str,
) -> None:
    """Has the address sent those of these lists that were asked for. Raises NotFound, Conflict."""
    address = _address(publication_id, subscription_id)
    _check(publication_id, address)
    here = Subscription.objects.filter(publication_id=publication_id, address=address)
    asked = set(here.filter(state="asked").values_list("mailing_list_id", flat=True))
    proof = Proof(way="link", wording=wording, language=_language(), network=network)
    for it in mailing_lists(publication_id):
        if it.id in asked and it.ref in list_refs:
            put(
                CONFIRMED,
                publication_id=publication_id,
                list_id=it.id,
                address=address,
                proof=proof,
            )


@transaction.atomic
def choose_lists(
    *,
    publication_id: int,
    subscription_id: int,
    list_refs: Collection[str],
    wording: str,
    network: str,
) -> None:
    """Has the address sent exactly these lists. Raises NotFound, and Conflict if it is suppressed.

    A list that takes nobody any more keeps whom it has.
    """
    address = _address(publication_id, subscription_id)
    if list_refs:
        _check(publication_id, address)
    proof = Proof(way="preferences", wording=wording, language=_language(), network=network)
    for it in mailing_lists(publication_id):
        wanted = it.ref in list_refs
        if wanted and not it.is_open:
            continue
        put(
            CONFIRMED if wanted else ENDED,
            publication_id=publication_id,
            list_id=it.id,
            address=address,
            proof=proof,
        )


@transaction.atomic
def leave_list(*, publication_id: int, subscription_id: int, way: str) -> None:
    """Ends one subscription; again changes nothing. `way` is `one-click` or `page`."""
    found = Subscription.objects.filter(pk=subscription_id, publication_id=publication_id).first()
    if found is not None:
        put(
            ENDED,
            publication_id=publication_id,
            list_id=found.mailing_list_id,
            address=found.address,
            proof=Proof(way=way, language=_language()),
        )


@transaction.atomic
def never_write_again(*, publication_id: int, subscription_id: int) -> None:
    """Ends everything for the address, and keeps it off every list for good. Raises NotFound."""
    address = _address(publication_id, subscription_id)
    suppress(publication_id=publication_id, address=address, reason=Suppression.Reason.ASKED)


def _address(publication_id: int, subscription_id: int) -> str:
    found = Subscription.objects.filter(pk=subscription_id, publication_id=publication_id).first()
    if found is None:
        raise NotFound(gettext("This link has expired. You can subscribe again at any time."))
    return found.address


def _check(publication_id: int, address: str) -> None:
    if is_suppressed(publication_id, address):
        raise Conflict(gettext("This address isn’t sent newsletters or alerts any more."))


def _language() -> str:
    return get_language() or "en"

"""What somebody decides on what they are sent: confirms, chooses again, leaves, for good if wanted.

Whoever has the link of a mail has the mailbox; so it changes what that address is sent, and nothing
else. Whoever is logged in has the mailbox of the account.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.people import Actor
from belowline.audience.models import Subscription, Suppression
from belowline.audience.queries.mailing_lists import mailing_lists, own_address
from belowline.audience.queries.suppressions import is_suppressed
from belowline.audience.services.subscription_states import CONFIRMED, ENDED, Proof, put
from belowline.audience.services.suppressions import suppress
from belowline.core.mail_addresses import one_spelling
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
    proof = Proof(way="preferences", wording=wording, language=_language(), network=network)
    _choose(publication_id, _address(publication_id, subscription_id), list_refs, proof)


@transaction.atomic
def choose_own_lists(
    *, actor: Actor, list_refs: Collection[str], wording: str, network: str
) -> None:
    """The same for the address of somebody's account, which is confirmed.

    Raises NotFound where the account has none, and Conflict.
    """
    proof = Proof(way="account", wording=wording, language=_language(), network=network)
    _choose(actor.publication_id, own_address(actor.id), list_refs, proof)


@transaction.atomic
def move_lists(*, actor: Actor, before: str, wording: str, network: str) -> None:
    """Has what was sent to the account's address `before` sent to the one that it has now.

    The caller knows that it was the account's. Raises NotFound and Conflict.
    """
    address, before = own_address(actor.id), one_spelling(before)
    _check(actor.publication_id, address)
    proof = Proof(way="moved", wording=wording, language=_language(), network=network)
    rows = Subscription.objects.filter(publication_id=actor.publication_id, address=before)
    if address == before:
        return
    for list_id in list(rows.filter(state=CONFIRMED).values_list("mailing_list_id", flat=True)):
        for state, whose in ((CONFIRMED, address), (ENDED, before)):
            put(
                state,
                publication_id=actor.publication_id,
                list_id=list_id,
                address=whose,
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


def _choose(publication_id: int, address: str, list_refs: Collection[str], proof: Proof) -> None:
    if list_refs:
        _check(publication_id, address)
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

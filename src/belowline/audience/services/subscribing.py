"""Someone asks for newsletters: one email goes out that subscribes nobody, until a press does."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.people import person_id_by_email
from belowline.audience.models import Consent, Invitation, Subscription
from belowline.audience.queries.mail_links import confirmation_token
from belowline.audience.queries.mailing_lists import open_lists
from belowline.audience.queries.suppressions import is_suppressed
from belowline.audience.services.mail import send_letter
from belowline.audience.services.subscription_states import ASKED, Proof, put
from belowline.core.clock import now
from belowline.core.mail_addresses import one_spelling
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest
from belowline.core.refusals import Invalid
from belowline.core.tasks import enqueue
from belowline.newsroom.queries.publications import publication_by_id

ASKS_PER_HOUR = 20
LONGEST_ADDRESS = 254
_AGAIN_AFTER = timedelta(days=1)


def ask_to_subscribe(
    *,
    publication_id: int,
    list_refs: Sequence[str],
    address: str,
    wording: str,
    network: str,
) -> None:
    """Has whoever owns the address asked whether they want these newsletters.

    The same happens here for every address, known or not; what follows from it a task finds out.
    Called outside a transaction. Raises Invalid and TooMany.
    """
    chosen = [it.id for it in open_lists(publication_id) if it.ref in list_refs]
    if not chosen:
        raise Invalid(gettext("Please choose at least one newsletter."), field="lists")
    spelled = _spelled(address)
    sentence = gettext("Too many addresses from your network. Please try again in {wait}.")
    limit = Limit("newsletter forms", ASKS_PER_HOUR, timedelta(hours=1), sentence)
    check_limits([limit], CountedActs(of_digest(network)))
    payload = {
        "publication_id": publication_id,
        "list_ids": chosen,
        "address": spelled,
        "wording": wording,
        "language": get_language() or "en",
        "network": network,
    }
    enqueue("send-subscription-letter", payload, is_secret=True)


def invite_subscriber(
    *,
    publication_id: int,
    list_ids: Sequence[int],
    address: str,
    wording: str,
    language: str,
    network: str,
) -> None:
    """Keeps what was asked for, and writes to the address if that is not too soon. A task.

    Who has not pressed the button in the first mail gets another only if it is asked for a day
    later, then two, then four: however often somebody asks, it is six in the month after which
    the address is forgotten. The mail is sent before it is marked as sent: should the process end
    in between, it comes twice rather than never.
    """
    publication = publication_by_id(publication_id)
    if publication is None or is_suppressed(publication_id, address):
        return
    proof = Proof(way="form", wording=wording, language=language, network=network)
    _keep(publication_id, list_ids, address, proof)
    asked = Subscription.objects.filter(
        publication_id=publication_id, address=address, state=ASKED
    ).order_by("id")
    first = asked.first()
    if first is None or _is_too_soon(asked) or _is_invited(publication_id, address):
        return
    token = confirmation_token(publication_id=publication_id, subscription_id=first.pk)
    send_letter(
        "subscription",
        address=address,
        language=language,
        publication=publication,
        words={"path": f"/newsletters/confirm/{token}"},
    )
    asked.update(mailed_at=now())


def form_wording(publication: str) -> str:
    """The words above the button of the form, which are kept as what was agreed to."""
    return gettext(
        "Send me the newsletters I chose from %(publication)s by email. I can unsubscribe at any "
        "time."
    ) % {"publication": publication}


@transaction.atomic
def _keep(publication_id: int, list_ids: Sequence[int], address: str, proof: Proof) -> None:
    rows = Subscription.objects.filter(mailing_list_id__in=list_ids, address=address)
    on = set(rows.filter(state="confirmed").values_list("mailing_list_id", flat=True))
    known = {it.id for it in open_lists(publication_id)}
    for list_id in list_ids:
        if list_id in known and list_id not in on:
            put(
                ASKED,
                publication_id=publication_id,
                list_id=list_id,
                address=address,
                proof=proof,
            )


def _is_too_soon(asked: QuerySet[Subscription]) -> bool:
    """Whether the last mail was sent less than a day ago, or so long after the first wish that as
    much time has not passed again.
    """
    told = asked.aggregate(Min("changed_at"), Max("mailed_at"))
    begun, mailed_at = told["changed_at__min"], told["mailed_at__max"]
    return mailed_at is not None and now() - mailed_at < max(_AGAIN_AFTER, mailed_at - begun)


def _is_invited(publication_id: int, address: str) -> bool:
    """Whether the invitation after a first login was just sent there, and has no answer yet."""
    person_id = person_id_by_email(address)
    here = {"publication_id": publication_id, "person_id": person_id}
    if person_id is None or Consent.objects.filter(**here).exists():
        return False
    return Invitation.objects.filter(**here, sent_at__gt=now() - _AGAIN_AFTER).exists()


def _spelled(address: str) -> str:
    spelled = one_spelling(address)
    try:
        validate_email(spelled)
    except ValidationError:
        spelled = ""
    if not spelled or len(spelled) > LONGEST_ADDRESS:
        raise Invalid(gettext("Please enter an email address."), field="address")
    return spelled

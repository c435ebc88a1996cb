"""Who wants the news alerts, and the words in which that is asked."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils.translation import gettext

from belowline.accounts.queries.people import address_of
from belowline.audience.models import Consent, MailingList, Subscription

_SALT = "alerts"
_GOOD_FOR = 60 * 24 * 3600
"""Seconds for which an invitation can be answered by its link."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader has said to the news alerts, when, and to which words."""

    wanted: bool
    wording: str
    given_at: datetime


def choice(*, person_id: int, publication_id: int) -> Choice | None:
    """The newest answer; None where there is none.

    Who has left the list since by a link of its mails, or come back to it, has answered so.
    """
    newest = (
        Consent.objects.filter(publication_id=publication_id, person_id=person_id)
        .order_by("-id")
        .first()
    )
    listed = (
        Subscription.objects.filter(
            publication_id=publication_id,
            mailing_list__kind=MailingList.Kind.ALERTS,
            address=address_of(person_id) or "",
        )
        .exclude(state=Subscription.State.ASKED)
        .first()
    )
    if listed is not None and (newest is None or listed.changed_at > newest.given_at):
        wanted = listed.state == Subscription.State.CONFIRMED
        return Choice(wanted, newest.wording if newest else "", listed.changed_at)
    return Choice(newest.wanted, newest.wording, newest.given_at) if newest else None


def wording(publication: str) -> str:
    """The sentence on the button by which the news alerts are accepted."""
    return gettext("Email me breaking-news alerts from %(publication)s") % {
        "publication": publication
    }


def refusing(publication: str) -> str:
    """The sentence on the button by which they are declined or ended."""
    return gettext("Don’t email me alerts from %(publication)s") % {"publication": publication}


def invitation_token(*, person_id: int, publication_id: int) -> str:
    """What an invitation's link carries: it can answer that one question, and nothing else."""
    return signing.dumps([person_id, publication_id], salt=_SALT)


def invited_by(token: str) -> tuple[int, int] | None:
    """Person and publication of an invitation's token; None where it is not good any more."""
    try:
        person_id, publication_id = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return int(person_id), int(publication_id)

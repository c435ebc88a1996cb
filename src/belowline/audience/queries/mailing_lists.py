"""Newsletters, and who is on them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from belowline.accounts.queries.people import address_of
from belowline.audience.models import MailingList, Subscription
from belowline.core.ids import encode
from belowline.core.mail_addresses import one_spelling
from belowline.core.refusals import NotFound


@dataclass(frozen=True, slots=True)
class ListView:
    """A newsletter, or the news alerts; its fields are as in models.MailingList."""

    id: int
    kind: str
    name: str
    description: str
    section_id: int | None
    is_open: bool
    daily_hour: int | None
    weekdays_only: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def is_alerts(self) -> bool:
        """Whether it is the news alerts."""
        return self.kind == MailingList.Kind.ALERTS.value


@dataclass(frozen=True, slots=True)
class SubscriberView:
    """An address, and the state of each of its subscriptions by the list's id."""

    publication_id: int
    address: str
    language: str
    states: Mapping[int, str]

    def is_on(self, list_id: int) -> bool:
        """Whether the list is sent to it."""
        return self.states.get(list_id) == Subscription.State.CONFIRMED.value

    def is_asked(self, list_id: int) -> bool:
        """Whether it was asked for and not confirmed yet."""
        return self.states.get(list_id) == Subscription.State.ASKED.value


def mailing_lists(publication_id: int) -> list[ListView]:
    """All of a publication's, the oldest first."""
    rows = MailingList.objects.filter(publication_id=publication_id).order_by("made_at", "id")
    return [_view(row) for row in rows]


def open_lists(publication_id: int) -> list[ListView]:
    """Those that can be subscribed to."""
    return [it for it in mailing_lists(publication_id) if it.is_open]


def mailing_list(*, publication_id: int, list_id: int) -> ListView | None:
    """The publication's newsletter with this id, or None."""
    row = MailingList.objects.filter(pk=list_id, publication_id=publication_id).first()
    return _view(row) if row else None


def list_of_subscription(*, publication_id: int, subscription_id: int) -> ListView | None:
    """What this subscription of the publication is to; None where there is none."""
    rows = Subscription.objects.select_related("mailing_list")
    found = rows.filter(pk=subscription_id, publication_id=publication_id).first()
    return _view(found.mailing_list) if found else None


def subscriber_counts(publication_id: int) -> Mapping[int, tuple[int, int]]:
    """How many addresses are confirmed, and how many asked and not confirmed, by list."""
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = Subscription.objects.filter(publication_id=publication_id)
    for list_id, state, number in rows.values_list("mailing_list_id", "state").annotate(
        Count("id")
    ):
        counts[list_id][state] = number
    return {key: (it.get("confirmed", 0), it.get("asked", 0)) for key, it in counts.items()}


def subscriber_of(*, publication_id: int, subscription_id: int) -> SubscriberView | None:
    """Whoever has this subscription, with all others of the address here; None for none."""
    found = Subscription.objects.filter(pk=subscription_id, publication_id=publication_id).first()
    return subscriber_at(publication_id, found.address) if found else None


def subscriber_at(publication_id: int, address: str) -> SubscriberView | None:
    """The subscriptions of an address in its one spelling; None where there is none."""
    rows = Subscription.objects.filter(publication_id=publication_id, address=address)
    ordered = list(rows.order_by("id"))
    if not ordered:
        return None
    states = {row.mailing_list_id: row.state for row in ordered}
    return SubscriberView(publication_id, address, ordered[-1].language, states)


def own_address(person_id: int) -> str:
    """The address of an account, in its one spelling. Raises NotFound where it has none."""
    address = address_of(person_id)
    if not address:
        raise NotFound(gettext("You haven’t confirmed an email address, so we can’t email you."))
    return one_spelling(address)


def lists_sent_to(publication_id: int, address: str) -> list[ListView]:
    """What is sent to the address now."""
    on = subscriber_at(publication_id, one_spelling(address))
    return [it for it in mailing_lists(publication_id) if on is not None and on.is_on(it.id)]


def _view(row: MailingList) -> ListView:
    return ListView(
        row.id,
        row.kind,
        row.name,
        row.description,
        row.section_id,
        row.is_open,
        row.daily_hour,
        row.weekdays_only,
    )

"""Where each subscriber stands in the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from belowline.core.clock import now
from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.subscribers.head import Head
from belowline.core.subscribers.subscriber import Subscriber

_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
LATE_AFTER = timedelta(minutes=5)
"""A subscriber that has left an event waiting for so long is named to a person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subscriber stands: events that wait for it, since when, and why it failed last."""

    name: str
    position: int
    waiting: int
    waiting_since: datetime | None
    failures: int
    failure: str

    @property
    def is_well(self) -> bool:
        """Whether nobody has to look at it."""
        is_late = self.waiting_since is not None and now() - self.waiting_since > LATE_AFTER
        return not self.failures and not is_late


def ensure_places(subscribers: Iterable[Subscriber]) -> None:
    """Gives each subscriber its place where it has none yet: at the end of what has happened.

    A read model is built there from the tables; whoever else is new begins with what comes.
    """
    known = set(SubscriberPlace.objects.values_list("name", flat=True))
    for subscriber in subscribers:
        if subscriber.name not in known:
            begin_anew(subscriber)


@transaction.atomic
def begin_anew(subscriber: Subscriber) -> None:
    """Puts the subscriber at the end of what has happened, with its read model built anew.

    What is committed while it is being built comes after the place, and is handed over again.
    """
    head = Head()
    position = head.newest() if subscriber.rebuild is None else head.now()
    SubscriberPlace.objects.update_or_create(
        name=subscriber.name,
        defaults={"position": position, "failures": 0, "failure": "", "retry_at": None},
    )
    if subscriber.rebuild is not None:
        subscriber.rebuild()


def note_failure(name: str, fault: BaseException) -> None:
    """Keeps why a subscriber failed; it is tried again after a while, the longer the oftener."""
    place = SubscriberPlace.objects.get(pk=name)
    wait = min(_FIRST_WAIT * 2 ** min(place.failures, 16), _LONGEST_WAIT)
    SubscriberPlace.objects.filter(pk=name).update(
        failures=place.failures + 1,
        failure=f"{type(fault).__name__}: {fault}"[:500],
        retry_at=now() + wait,
    )


def standings(subscribers: Iterable[Subscriber]) -> list[Standing]:
    """How each subscriber stands, in their order."""
    places = {place.name: place for place in SubscriberPlace.objects.all()}
    return [
        _standing(subscriber, place)
        for subscriber in subscribers
        if (place := places.get(subscriber.name)) is not None
    ]


def _standing(subscriber: Subscriber, place: SubscriberPlace) -> Standing:
    waiting = OutboxEvent.objects.filter(id__gt=place.position, name__in=subscriber.names)
    first = waiting.order_by("id").values_list("occurred_at", flat=True).first()
    return Standing(
        place.name, place.position, waiting.count(), first, place.failures, place.failure
    )


def troubled_subscribers() -> list[str]:
    """The names of those that have failed, or have left something waiting for too long."""
    places = SubscriberPlace.objects.order_by("name")
    return [place.name for place in places if place.failures or _is_late(place)]


def _is_late(place: SubscriberPlace) -> bool:
    """A quiet night moves nobody, and the first event after it is no fault."""
    waiting = OutboxEvent.objects.filter(id__gt=place.position).order_by("id")
    first = waiting.values_list("occurred_at", flat=True).first()
    has_moved = now() - place.moved_at <= LATE_AFTER
    return first is not None and not has_moved and now() - first > LATE_AFTER

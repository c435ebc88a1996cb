"""Follows the outbox for one subscriber: reads, hands over, moves its place."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from belowline.core.clock import now
from belowline.core.events import event_classes
from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.subscribers.places import note_failure
from belowline.core.subscribers.subscriber import Recorded, Subscriber, coalesced

_MOVED_AT_LEAST = timedelta(minutes=1)
"""How long a place may lag behind events that do not concern its subscriber: moving it is a write,
and the outbox keeps what is behind the last of all places."""
_log = logging.getLogger(__name__)


class Follower:
    """One process's view of a subscriber. However many there are, each batch is done once."""

    def __init__(self, subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        self._looked_to = 0

    def step(self, head: int) -> bool:
        """Hands over the next batch of what stands up to `head`. False: nothing is left to do now.

        A failure is kept with the place and tried again later.
        """
        if head <= self._looked_to:
            return False
        place = SubscriberPlace.objects.filter(pk=self.subscriber.name).first()
        if place is None or (place.retry_at is not None and place.retry_at > now()):
            return False
        if not self._concerned(max(place.position, self._looked_to), head).exists():
            self._pass_over(place, head)
            return False
        try:
            with transaction.atomic():
                return self._hand_over(head)
        except BaseException as fault:  # noqa: BLE001 - whatever breaks, the others must not suffer
            _log.exception("The subscriber %s failed and is tried again", self.subscriber.name)
            note_failure(self.subscriber.name, fault)
            return False

    def _pass_over(self, place: SubscriberPlace, head: int) -> None:
        self._looked_to = head
        if now() - place.moved_at > _MOVED_AT_LEAST:
            unmoved = SubscriberPlace.objects.filter(pk=place.name, position=place.position)
            unmoved.update(position=max(place.position, head), moved_at=now())

    def _hand_over(self, head: int) -> bool:
        places = SubscriberPlace.objects.select_for_update(skip_locked=True)
        place = places.filter(pk=self.subscriber.name).first()
        if place is None:  # another process is at it
            return False
        batch = self.subscriber.batch
        rows = list(self._concerned(place.position, head).order_by("id")[:batch])
        if not rows:
            return False
        self._handle(rows)
        place.position = rows[-1].id if len(rows) == batch else head
        place.moved_at, place.retry_at = now(), None
        place.failures, place.failure = 0, ""
        place.save()
        return True

    def _handle(self, rows: Sequence[OutboxEvent]) -> None:
        kinds = event_classes()
        records = [
            Recorded(row.id, kinds[row.name](**row.payload), row.occurred_at) for row in rows
        ]
        if self.subscriber.coalesce is not None:
            records = coalesced(records, self.subscriber.coalesce)
        self.subscriber.handle(records)

    def _concerned(self, after: int, head: int) -> QuerySet[OutboxEvent]:
        named = OutboxEvent.objects.filter(name__in=self.subscriber.names)
        return named.filter(id__gt=after, id__lte=head)

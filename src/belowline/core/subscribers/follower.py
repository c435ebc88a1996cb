"""Follows the outbox for one subscriber: reads, hands over, moves its place."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

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
        # What is up to the head stays as it is: it is read before anybody else has to wait.
        rows = self._next_rows(place, head)
        if not rows:
            self._pass_over(place, head)
            return False
        end = rows[-1].id if len(rows) == self.subscriber.batch else head
        try:
            records = self._records(rows)
            with transaction.atomic():
                return self._hand_over(records, place.position, end)
        except BaseException as fault:  # noqa: BLE001 - whatever breaks, the others must not suffer
            _log.exception("The subscriber %s failed and is tried again", self.subscriber.name)
            note_failure(self.subscriber.name, fault)
            return False

    def _pass_over(self, place: SubscriberPlace, head: int) -> None:
        self._looked_to = head
        if now() - place.moved_at > _MOVED_AT_LEAST:
            unmoved = SubscriberPlace.objects.filter(pk=place.name, position=place.position)
            unmoved.update(position=max(place.position, head), moved_at=now())

    def _hand_over(self, records: Sequence[Recorded], begin: int, end: int) -> bool:
        places = SubscriberPlace.objects.select_for_update(skip_locked=True)
        place = places.filter(pk=self.subscriber.name).first()
        if place is None:  # another process is at it
            return False
        if place.position != begin:  # another process was: what comes next is read again
            return True
        self.subscriber.handle(records)
        place.position = end
        place.moved_at, place.retry_at = now(), None
        place.failures, place.failure = 0, ""
        place.save()
        return True

    def _records(self, rows: Sequence[OutboxEvent]) -> list[Recorded]:
        kinds = event_classes()
        records = [
            Recorded(row.id, kinds[row.name](**row.payload), row.occurred_at) for row in rows
        ]
        key = self.subscriber.coalesce
        return records if key is None else coalesced(records, key)

    def _next_rows(self, place: SubscriberPlace, head: int) -> list[OutboxEvent]:
        named = OutboxEvent.objects.filter(name__in=self.subscriber.names)
        after = max(place.position, self._looked_to)
        rows = named.filter(id__gt=after, id__lte=head).order_by("id")
        return list(rows[: self.subscriber.batch])

"""Follows the outbox for one subscriber: reads, hands over, moves its place."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from time import monotonic

from django.db import transaction

from belowline.core.bulk_sql import update_rows
from belowline.core.clock import now
from belowline.core.events import event_classes
from belowline.core.models import OutboxEvent, SubscriberPlace
from belowline.core.prepared import Prepared
from belowline.core.subscribers.places import note_failure
from belowline.core.subscribers.subscriber import Recorded, Subscriber, coalesced

_MOVED_AT_LEAST = timedelta(minutes=1)
"""How long a place may lag behind events that do not concern its subscriber: moving it is a write,
and the outbox keeps what is behind the last of all places."""
_PLACE_READ_EVERY = 30.0
"""Seconds, where nothing concerns the subscriber."""
_PLACE = Prepared(lambda name: SubscriberPlace.objects.filter(pk=name))
_LOCKED_PLACE = Prepared(
    lambda name: SubscriberPlace.objects.select_for_update(skip_locked=True).filter(pk=name)
)
_log = logging.getLogger(__name__)


class Follower:
    """One process's view of a subscriber. However many there are, each batch is done once."""

    def __init__(self, subscriber: Subscriber) -> None:
        self.subscriber = subscriber
        self.comes_again = False
        """Whether the last step left something that has to be tried again."""
        self._looked_to = 0
        self._passed_over_at = -_PLACE_READ_EVERY
        names, batch = subscriber.names, subscriber.batch
        self._next_rows = Prepared(
            lambda after, head: OutboxEvent.objects.filter(
                name__in=names, id__gt=after, id__lte=head
            ).order_by("id")[:batch]
        )

    def step(self, head: int) -> bool:
        """Hands over the next batch of what stands up to `head`. False: nothing is left to do now.

        A failure is kept with the place and tried again later.
        """
        self.comes_again = False
        if head <= self._looked_to:
            return False
        if self._has_passed_over() and not self._next_rows(self._looked_to, head):
            self._looked_to = head
            return False
        place = next(iter(_PLACE(self.subscriber.name)), None)
        if place is None or (place.retry_at is not None and place.retry_at > now()):
            self.comes_again = True
            return False
        # What is up to the head stays as it is: it is read before anybody else has to wait.
        rows = self._next_rows(max(place.position, self._looked_to), head)
        if not rows:
            self._pass_over(place, head)
            return False
        end = rows[-1].id if len(rows) == self.subscriber.batch else head
        try:
            records = self._records(rows)
            with transaction.atomic():
                reached = self._hand_over(records, place.position, end)
        except BaseException as fault:  # noqa: BLE001 - whatever breaks, the others must not suffer
            _log.exception("The subscriber %s failed and is tried again", self.subscriber.name)
            note_failure(self.subscriber.name, fault)
            reached = None
        if reached is None:
            self.comes_again = True
            return False
        self._looked_to = max(self._looked_to, reached)
        return True

    def _has_passed_over(self) -> bool:
        """Whether nothing has concerned it lately: to where it has come matters little then."""
        return monotonic() - self._passed_over_at < _PLACE_READ_EVERY

    def _pass_over(self, place: SubscriberPlace, head: int) -> None:
        self._looked_to = head
        self._passed_over_at = monotonic()
        if now() - place.moved_at > _MOVED_AT_LEAST:
            unmoved = SubscriberPlace.objects.filter(pk=place.name, position=place.position)
            unmoved.update(position=max(place.position, head), moved_at=now())

    def _hand_over(self, records: Sequence[Recorded], begin: int, end: int) -> int | None:
        """Up to where all has been handed over, or None while another process is at it."""
        place = next(iter(_LOCKED_PLACE(self.subscriber.name)), None)
        if place is None:
            return None
        if place.position != begin:  # another process was: what comes next is read again
            return place.position
        self.subscriber.handle(records)
        changed = ["position", "moved_at", "retry_at", "failures", "failure"]
        update_rows(SubscriberPlace, changed, [[end, now(), None, 0, "", place.name]])
        return end

    def _records(self, rows: Sequence[OutboxEvent]) -> list[Recorded]:
        kinds = event_classes()
        records = [
            Recorded(row.id, kinds[row.name](**row.payload), row.occurred_at) for row in rows
        ]
        key = self.subscriber.coalesce
        return records if key is None else coalesced(records, key)

"""Events: frozen facts in the past tense, stored in the outbox with the change they tell of."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from belowline.core.bulk_sql import insert_rows
from belowline.core.clock import now
from belowline.core.models import OutboxEvent
from belowline.core.notify import notify_on_commit
from belowline.core.tasks.enqueue import plan_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about a publication; ids only, so that the log holds no reader's words."""

    publication_id: int


def publish(event: Event) -> None:
    """Adds the event to the outbox. Call it inside the transaction that makes it true."""
    publish_all([event])


def publish_all(events: Iterable[Event]) -> None:
    """Adds the events to the outbox, in their order, and plans what is done after them.

    Call it inside the transaction that makes them true.
    """
    occurred_at = now()
    facts = [(event, _payload(event)) for event in events]
    insert_rows(
        OutboxEvent,
        ["name", "publication_id", "thread_id", "payload", "occurred_at"],
        [
            (
                type(event).__name__,
                event.publication_id,
                getattr(event, "thread_id", None),
                payload,
                occurred_at,
            )
            for event, payload in facts
        ],
    )
    plan_after((type(event).__name__, payload) for event, payload in facts)
    notify_on_commit()


def _payload(event: Event) -> dict[str, object]:
    return {field.name: getattr(event, field.name) for field in fields(event)}

"""Events: frozen facts in the past tense, stored in the outbox with the change they tell of."""

from dataclasses import asdict, dataclass

from belowline.core.models import OutboxEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about a publication; ids only, so that the log holds no reader's words."""

    publication_id: int


def publish(event: Event) -> None:
    """Adds the event to the outbox. Call it inside the transaction that makes it true."""
    payload = asdict(event)
    OutboxEvent.objects.create(
        name=type(event).__name__,
        publication_id=event.publication_id,
        thread_id=payload.get("thread_id"),
        payload=payload,
    )

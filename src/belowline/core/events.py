"""Events: frozen facts in the past tense, stored in the outbox with the change they tell of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import ClassVar

from belowline.core.bulk_sql import insert_rows
from belowline.core.clock import now
from belowline.core.models import OutboxEvent
from belowline.core.notify import notify_on_commit

SITE = "site:{publication_id}"
LISTS = "lists:{publication_id}"
THREAD = "thread:{thread_id}"
PERSON = "person:{person_id}"
ARTICLE = "article:{article_id}"
"""What pages are made from, filled in from an event's fields: everything of a publication; its
lists of articles and comments; one thread; what one person shows of themselves; one story."""
NEWS = "news:{publication_id}"
COMMENTS = "comments:{thread_id}"
PUBLICATIONS = "publications"
"""What processes keep in memory besides: which articles a publication has; what of a thread's
comments others than a reply or a vote change, and which of them is worth showing; which
publications there are, with their sections and at which hosts."""
PRIVATE: tuple[str, ...] = ()
"""No page that is the same for everybody shows it."""


@dataclass(frozen=True, slots=True)
class Tells:
    """What readers who follow the thread are told: the message's name, and which fields go along.

    A field that ends in `_id` goes as its 13 characters, under its name without that ending.
    """

    message: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about a publication; ids only, so that the log holds no reader's words.

    Every class that is published says itself, beside its fields, which pages it makes untrue
    (`invalidates`) and what live readers are told (`tells`, None for nothing). Where only one thing
    has changed of what it names, and counts of what that answers, `about` is the field with its id.
    """

    invalidates: ClassVar[tuple[str, ...]]
    tells: ClassVar[Tells | None]
    about: ClassVar[str] = ""

    publication_id: int


def publish(event: Event) -> None:
    """Adds the event to the outbox. Call it inside the transaction that makes it true."""
    publish_all([event])


def publish_all(events: Iterable[Event]) -> None:
    """Adds the events to the outbox, in their order, for all who have a place in it.

    Call it inside the transaction that makes them true.
    """
    occurred_at = now()
    insert_rows(
        OutboxEvent,
        ["name", "publication_id", "thread_id", "payload", "occurred_at"],
        [
            (
                type(event).__name__,
                event.publication_id,
                # Only what readers of the thread are told is asked for by the thread.
                getattr(event, "thread_id", None) if event.tells else None,
                payload_of(event),
                occurred_at,
            )
            for event in events
        ],
    )
    notify_on_commit()


def payload_of(event: Event) -> dict[str, object]:
    """The event's fields, as the outbox keeps them."""
    return {field.name: getattr(event, field.name) for field in fields(event)}


def event_classes() -> Mapping[str, type[Event]]:
    """Every class of events that is published, by name, of the rooms that were imported."""
    return {kind.__name__: kind for kind in _leaves(Event)}


def _leaves(kind: type[Event]) -> Iterator[type[Event]]:
    # A dataclass with slots is made twice; the first one stays among its parent's subclasses.
    below = {each.__name__: each for each in kind.__subclasses__()}
    if not below:
        yield kind
    for each in below.values():
        yield from _leaves(each)

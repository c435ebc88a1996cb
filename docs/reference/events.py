"""Every event of the outbox."""

from dataclasses import fields

from belowline.config.events import EVENTS
from belowline.core.events import Event
from docs.reference.tables import sentence, table


def page() -> str:
    """The page on events."""
    rows = [
        (
            f"`{kind.__name__}`",
            kind.__module__.split(".")[1],
            ", ".join(f"`{field.name}`" for field in fields(kind)),
            sentence(kind.__doc__),
            ", ".join(_what(each) for each in kind.invalidates) or "nothing",
            _told(kind),
        )
        for _, kind in sorted(EVENTS.items())
    ]
    head = ["event", "room", "carries", "meaning", "makes untrue", "tells readers of the thread"]
    return (
        "# Events\n\n"
        "An event is a fact, stored in the table `outbox` in the transaction that made it true. "
        "It carries ids, never a reader's words. Its class says which pages it makes untrue, and "
        "what readers who follow the thread are told.\n\n" + table(head, rows)
    )


def _what(pages: str) -> str:
    """`thread:{thread_id}` as `thread`."""
    return f"`{pages.partition(':')[0]}`"


def _told(kind: type[Event]) -> str:
    return f"`{kind.tells.message}`" if kind.tells else ""

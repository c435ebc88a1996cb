"""Every event of the outbox."""

from dataclasses import fields

from belowline.accounts import events as _accounts
from belowline.core.events import Event
from belowline.discussion import events as _discussion
from belowline.moderation import events as _moderation
from belowline.newsroom import events as _newsroom
from docs.reference.tables import sentence, table

_ROOMS = (_accounts, _newsroom, _discussion, _moderation)


def page() -> str:
    """The page on events."""
    rows = [
        (
            f"`{kind.__name__}`",
            kind.__module__.split(".")[1],
            ", ".join(f"`{field.name}`" for field in fields(kind)),
            sentence(kind.__doc__),
        )
        for kind in _facts()
    ]
    return (
        "# Events\n\n"
        "An event is a fact, stored in the table `outbox` in the transaction that made it true. "
        "It carries ids, never a reader's words.\n\n"
        + table(["event", "room", "carries", "meaning"], rows)
    )


def _facts() -> list[type[Event]]:
    named = [kind for room in _ROOMS for kind in vars(room).values() if isinstance(kind, type)]
    events = [kind for kind in named if issubclass(kind, Event) and kind is not Event]
    groups = {parent for kind in events for parent in kind.__mro__[1:]}
    return sorted((kind for kind in events if kind not in groups), key=lambda kind: kind.__name__)

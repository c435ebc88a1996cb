"""Every event of every room, and what the front does about each: by what its class declares."""

import json
from collections.abc import Mapping

from belowline.accounts import events as _accounts
from belowline.audience import events as _audience
from belowline.core.events import SITE, Event, event_classes
from belowline.core.ids import encode
from belowline.delivery.outbox import Fact
from belowline.discussion import events as _discussion
from belowline.moderation import events as _moderation
from belowline.network import events as _network
from belowline.newsroom import events as _newsroom
from belowline.search import events as _search
from belowline.surveys import events as _surveys

ROOMS = (
    _accounts,
    _newsroom,
    _discussion,
    _moderation,
    _audience,
    _network,
    _search,
    _surveys,
)
EVENTS: Mapping[str, type[Event]] = event_classes()


def invalidated_by(fact: Fact) -> tuple[str, ...]:
    """What is no longer true after it; all of the site where another version has written it."""
    kind = EVENTS.get(fact.name)
    names = {"publication_id": fact.publication_id, **fact.payload}
    return tuple(each.format(**names) for each in (kind.invalidates if kind else (SITE,)))


def subject_of(fact: Fact) -> int:
    """The id of what alone has changed by it; 0 where it does not say."""
    kind = EVENTS.get(fact.name)
    return int(fact.payload[kind.about]) if kind and kind.about else 0


def told_of(fact: Fact) -> tuple[str, str] | None:
    """What readers who follow the thread, or the one whom it is about, are told: the message's
    name, and its data.
    """
    kind = EVENTS.get(fact.name)
    if kind is None or kind.tells is None:
        return None
    data: dict[str, object] = (
        {"thread": encode(fact.thread_id), "revision": fact.revision} if fact.thread_id else {}
    )
    for field in kind.tells.fields:
        value = fact.payload[field]
        if field.endswith("_id"):
            data[field.removesuffix("_id")] = encode(value)
        else:
            data[field] = value
    return kind.tells.message, json.dumps(data, separators=(",", ":"))

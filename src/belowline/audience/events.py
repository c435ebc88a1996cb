"""What readers decide on what is sent to them, and are told, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PRIVATE, Event, Tells


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsChosen(Event):
    """A reader said yes or no to the news alerts by email."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    person_id: int
    wanted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsChanged(Event):
    """An editor made a newsletter, or changed one."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    list_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionChanged(Event):
    """Someone asked for a newsletter, confirmed it, or ended it; `act` says which."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    list_id: int
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsChanged(Event):
    """There is something new that a reader is told of, or it was seen."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = Tells("notified")

    person_id: int

"""What readers decide on what is sent to them, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PRIVATE, Event


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

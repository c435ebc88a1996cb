"""The accounts from elsewhere by which one can log in, as buttons."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class WayIn:
    """One provider: its `key` (`facebook`), its name on the button, and where the button leads."""

    key: str
    name: str
    address: str


def ways_in() -> tuple[WayIn, ...]:
    """Every provider that is wholly configured, Facebook first."""
    return tuple(WayIn(*way) for way in settings.WAYS_IN)

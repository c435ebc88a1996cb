"""What happens to people's accounts, as facts for the outbox."""

from dataclasses import dataclass

from belowline.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderJoined(Event):
    """Somebody logged in for the first time; `way` is `email` or the provider's name."""

    person_id: int
    way: str

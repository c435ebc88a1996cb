"""What happens to people, as facts for the outbox."""

from dataclasses import dataclass

from belowline.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEvent(Event):
    """Something that happened to one reader."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderJoined(ReaderEvent):
    """Somebody logged in for the first time, reading in this language.

    `way` is `email`, `publisher` or the provider's name.
    """

    way: str
    language: str


class ReaderRenamed(ReaderEvent):
    """A reader has another name; every page may show it."""

    __slots__ = ()


class PictureChanged(ReaderEvent):
    """A reader has another picture, or none to be shown; every page may show it."""

    __slots__ = ()


class ProfileChanged(ReaderEvent):
    """A reader shows more or less on the profile page."""

    __slots__ = ()


class BadgesChanged(ReaderEvent):
    """A reader has other badges, or another role; every page may show them."""

    __slots__ = ()

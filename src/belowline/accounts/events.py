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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalExportAsked(ReaderEvent):
    """A reader wants everything that is kept about them."""

    export_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalExportMade(ReaderEvent):
    """It is there, for a week."""

    export_id: int


class ReaderLeaves(ReaderEvent):
    """A reader has asked for the end of the account, which comes in a week."""

    __slots__ = ()


class ReaderStays(ReaderEvent):
    """A reader has changed their mind: the account stays."""

    __slots__ = ()


class ReaderErased(ReaderEvent):
    """An account has ended, and what its reader chose is erased; every page may show it."""

    __slots__ = ()

"""What happens to people, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PERSON, PRIVATE, SITE, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderEvent(Event):
    """Something that happened to one reader."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderJoined(ReaderEvent):
    """A reader logged in for the first time, reading in this language.

    `way` is `email`, `publisher` or the provider's name.
    """

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    way: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffInvited(Event):
    """Someone was invited to the staff."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    invitation_id: int


class ReaderRenamed(ReaderEvent):
    """A reader has another name; every page may show it."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None


class PictureChanged(ReaderEvent):
    """A reader has another picture, or none to be shown; every page may show it."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None


class ProfileChanged(ReaderEvent):
    """A reader shows more or less on the profile page."""

    __slots__ = ()
    invalidates: ClassVar = (PERSON,)
    tells: ClassVar = None


class BadgesChanged(ReaderEvent):
    """A reader has other badges, or another role; every page may show them."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExportRequested(ReaderEvent):
    """A reader wants everything that is kept about them."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    export_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExportMade(ReaderEvent):
    """It is there, for a week."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    export_id: int


class AccountDeletionRequested(ReaderEvent):
    """A reader has asked for the end of the account, which comes in a week."""

    __slots__ = ()
    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None


class AccountDeletionCancelled(ReaderEvent):
    """A reader has changed their mind: the account stays."""

    __slots__ = ()
    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None


class AccountDeleted(ReaderEvent):
    """An account has ended, and what its reader chose is erased; every page may show it."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None

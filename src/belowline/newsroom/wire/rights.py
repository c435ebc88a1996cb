"""What may be done with an item, and what an editor has to decide first."""

from dataclasses import dataclass
from datetime import datetime

from belowline.newsroom.wire.sentences import Sentence

CHANNELS = frozenset({"page", "feed", "mail", "api", "embed", "search"})
"""The ways in which a story leaves this site."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason why an item waits for an editor: a code for programs, a sentence for people."""

    code: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class WireRights:
    """The rights of an item: held while there is any reason to hold it, and clear otherwise.

    Times are aware; territories are ISO 3166-1 codes of two letters. None means without a limit.
    Where territories are named, only they are good; those that are excluded are not, in any case.
    """

    holds: tuple[Hold, ...] = ()
    usable_from: datetime | None = None
    usable_until: datetime | None = None
    publications: frozenset[str] | None = None
    territories: frozenset[str] | None = None
    excluded_territories: frozenset[str] = frozenset()
    channels: frozenset[str] = CHANNELS
    may_archive: bool = True

    def cover(self, publication: str) -> bool:
        """Whether the publication with this short name may show it."""
        return self.publications is None or publication in self.publications

    @property
    def lacks_an_end(self) -> bool:
        """Whether it may not stay for ever, and nothing says until when it may."""
        return not self.may_archive and self.usable_until is None

    @property
    def is_clear(self) -> bool:
        """Whether nobody has to decide anything first."""
        return not self.holds

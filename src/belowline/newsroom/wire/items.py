"""What comes in over a wire: items, and what could not be made an item of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from belowline.newsroom.wire.rights import WireRights
from belowline.newsroom.wire.sentences import Sentence
from belowline.newsroom.wire.statements import RightsStatement


class WireFormat(StrEnum):
    """In which format an item came."""

    NINJS = "ninjs"
    NEWSML_G2 = "newsml-g2"
    NITF = "nitf"
    RSS = "rss"
    ATOM = "atom"


class Status(StrEnum):
    """What its provider says of an item: whether it may be used at all."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Signal(StrEnum):
    """What its provider asks to be done with the versions before."""

    NONE = ""
    CORRECTION = "correction"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class WirePicture:
    """A link to a picture, or the name of a file that lies beside its item, with what has to be
    said of it. It has not been fetched.
    """

    url: str
    alt: str = ""
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class WireItem:
    """One version of an item. All texts are cleaned; `body` is Markdown, as articles are kept.

    `editor_note` is for the newsroom and never for a reader. `statement` is what the item says of
    its rights; with it they can be judged again under other terms.
    """

    format: WireFormat
    guid: str
    rights: WireRights
    statement: RightsStatement
    version: str = ""
    kind: str = "text"
    status: Status = Status.USABLE
    signal: Signal = Signal.NONE
    provider: str = ""
    source: str = ""
    rights_holder: str = ""
    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    body: str = ""
    language: str = ""
    subjects: tuple[str, ...] = ()
    url: str = ""
    credit: str = ""
    copyright_line: str = ""
    usage_terms: str = ""
    published_at: datetime | None = None
    version_created_at: datetime | None = None
    expires_at: datetime | None = None
    pictures: tuple[WirePicture, ...] = ()
    editor_note: str = ""

    @property
    def embargoed_until(self) -> datetime | None:
        """Before when it is nowhere to be seen; None if not said, or if that cannot be read."""
        return self.statement.not_before


@dataclass(frozen=True, slots=True)
class SetAside:
    """What could not be made an item of, and why: a code for programs, a sentence for an editor.

    `place` counts from 1 in the document; `guid` is there if it could be found.
    """

    code: str
    sentence: Sentence
    place: int = 1
    guid: str = ""


Reading = WireItem | SetAside

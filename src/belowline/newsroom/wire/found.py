"""What a format's reader finds in an item, as it stands there, before it is cleaned."""

from dataclasses import dataclass, field
from datetime import datetime

from belowline.newsroom.wire.items import Signal
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.statements import Rule


@dataclass(slots=True)
class FoundPicture:
    """A picture's link and lines, as they stand there."""

    url: str
    alt: str = ""
    credit: str = ""
    caption: str = ""


@dataclass(slots=True)
class Found:
    """One item in a format's own words. `body_html` wins over `body_text`.

    `status` and `embargo` are as written: None where the format's field is absent, empty where it
    is present and empty. `not_before` is another begin, beside the embargo. `is_short` if the
    format's items often have no text, but a link to it.
    """

    guid: str
    version: str = ""
    kind: str = "text"
    status: str | None = None
    signal: Signal = Signal.NONE
    provider: str = ""
    source: str = ""
    rights_holder: str = ""
    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    body_html: str = ""
    body_text: str = ""
    language: str = ""
    subjects: list[str] = field(default_factory=list)
    url: str = ""
    credit: str = ""
    copyright_line: str = ""
    usage_terms: list[str] = field(default_factory=list)
    published: str = ""
    version_created: str = ""
    expires: str = ""
    embargo: str | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    rules: tuple[Rule, ...] = ()
    pictures: list[FoundPicture] = field(default_factory=list)
    editor_notes: list[str] = field(default_factory=list)
    is_short: bool = False
    faults: list[Hold] = field(default_factory=list)

"""A feed and its entries, whatever format they are written in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.newsroom.queries.pictures import PictureView


@dataclass(frozen=True, slots=True)
class Entry:
    """An article or a comment; `url` names it and leads to it, `html` is safe to print.

    `discussion` leads to its comments, of which there are so many.
    """

    url: str
    title: str
    html: str
    author: str
    published_at: datetime
    updated_at: datetime
    picture: PictureView | None = None
    comments: int | None = None
    discussion: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, the newest first. `url` is of the page that has them as well, `address` of the feed
    itself; pictures are below `base_url`; `hub` is told of news (WebSub), and may be empty.
    """

    title: str
    url: str
    address: str
    base_url: str
    language: str
    author: str
    entries: Sequence[Entry]
    hub: str = ""

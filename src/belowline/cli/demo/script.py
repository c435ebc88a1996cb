"""Reads the demo's articles, readers and comments from the files beside this one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib.abc import Traversable
from importlib.resources import files
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper of the demo. `slug` names its folder of texts, `host` stands before `.localhost`
    in its address; empty: it is at the installation's own. `desk` are who moderates and edits.
    """

    slug: str
    name: str
    tagline: str
    owner: str
    language: str
    sections: tuple[str, ...]
    host: str
    desk: tuple[str, str]


LEDGER = Paper(
    "harbour-ledger",
    "The Harbour Ledger",
    "News from Quayhaven, and what its readers make of it",
    "Harbour Ledger Media",
    "en",
    ("National", "Politics", "Business", "Culture", "Opinion"),
    "",
    ("Mika Tan", "Tom Varga"),
)
SHIMPO = Paper(
    "minato-shimpo",
    "港新報",
    "港町の毎日と、読者の声",
    "港新報社",
    "ja",
    ("暮らし", "行政", "文化"),
    "minato",
    ("Mika Tan", "Nora Lind"),
)
PAPERS = (LEDGER, SHIMPO)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who writes in the demo; `role` is empty for readers.

    `address` opens the email address, where the name has no letters for it.
    """

    name: str
    address: str
    role: str
    joined_at: datetime
    badges: frozenset[str]
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One comment of the demo."""

    key: str
    by: str
    to: str | None
    posted_at: datetime
    up: int
    down: int
    removed: str
    withdrawn: bool
    picked: bool
    pinned: bool
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture of an article; `scene` is what cli.demo.drawings draws."""

    scene: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of the demo with its picture and its discussion."""

    section: str
    slug: str
    headline: str
    standfirst: str
    byline: str
    copyright_line: str
    body: str
    published_at: datetime
    licence_ends_at: datetime | None
    closed: str
    drawing: Drawing | None
    question: str
    premoderated: bool
    lines: tuple[Line, ...]


def readers(paper: Paper, today: datetime) -> list[Reader]:
    """Everybody who writes in the paper, with the day on which they joined."""
    text = _content(paper).joinpath("readers.toml").read_text(encoding="utf-8")
    return [
        Reader(
            entry["name"],
            entry.get("address", ""),
            entry.get("role", ""),
            today - timedelta(days=entry["since_days"]),
            frozenset(entry.get("badges", ())),
            entry.get("trusted", False),
        )
        for entry in tomllib.loads(text)["readers"]
    ]


def pieces(paper: Paper, today: datetime) -> Iterator[Piece]:
    """The paper's articles, with times counted back from `today` (aware)."""
    for file in sorted(_content(paper).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml") and file.name[0].isdigit():
            yield _piece(tomllib.loads(file.read_text(encoding="utf-8")), today)


def _content(paper: Paper) -> Traversable:
    return files("belowline.cli.demo") / "content" / paper.slug


def _piece(document: dict[str, object], today: datetime) -> Piece:
    published_at = _published(str(document["published"]), today)
    ends = str(document.get("licence_ends", ""))
    return Piece(
        section=str(document["section"]),
        slug=str(document["slug"]),
        headline=str(document["headline"]),
        standfirst=str(document.get("standfirst", "")),
        byline=str(document.get("byline", "")),
        copyright_line=str(document.get("copyright", "")),
        body=str(document["body"]),
        published_at=published_at,
        licence_ends_at=today - timedelta(days=float(ends.rstrip("d"))) if ends else None,
        closed=str(document.get("closed", "")),
        drawing=_drawing(document.get("picture")),
        question=str(document.get("question", "")),
        premoderated=bool(document.get("premoderated", False)),
        lines=tuple(_line(entry, published_at) for entry in _entries(document)),
    )


def _entries(document: dict[str, object]) -> list[dict[str, object]]:
    entries = document.get("comments", [])
    return entries if isinstance(entries, list) else []


def _drawing(told: object) -> Drawing | None:
    if not isinstance(told, dict):
        return None
    return Drawing(told["scene"], told["alt"], told.get("caption", ""), told["credit"])


def _published(words: str, today: datetime) -> datetime:
    """`2d 21:10` is two days ago at ten past nine in the evening, by the newspaper's clock."""
    days, clock = words.split()
    date = (today.astimezone(ZONE) - timedelta(days=int(days.rstrip("d")))).date()
    return datetime.combine(date, time.fromisoformat(clock.zfill(5)), ZONE)


def _line(entry: dict[str, object], published_at: datetime) -> Line:
    return Line(
        key=str(entry["key"]),
        by=str(entry["by"]),
        to=str(entry["to"]) if "to" in entry else None,
        posted_at=published_at + timedelta(minutes=float(str(entry["after"]))),
        up=int(str(entry.get("up", 0))),
        down=int(str(entry.get("down", 0))),
        removed=str(entry.get("removed", "")),
        withdrawn=bool(entry.get("withdrawn", False)),
        picked=bool(entry.get("picked", False)),
        pinned=bool(entry.get("pinned", False)),
        text=str(entry["text"]),
    )

"""Recovers lost authors and times of a thread from how its comments quote and address others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.comments import EarlierComment, Quote, Reading
from belowline.discussion.quotation.memory import ThreadMemory
from belowline.discussion.quotation.names import lone
from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.recognition import recognise
from belowline.discussion.quotation.words import words


class Kind(StrEnum):
    """How one comment answers another."""

    QUOTE = "quote"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Edge:
    """Comment `source` quotes or addresses the earlier comment `target`."""

    source: int
    target: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Recovered:
    """What is certain of one comment: its author, its minute if told, and which comments tell."""

    author: str
    posted_at: datetime | None
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a thread tells of itself: lost authors by comment id, and who answers whom."""

    authors: Mapping[int, Recovered]
    answers: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Testimony:
    about: int
    name: str
    at: datetime | None
    witness: int
    certain: bool


def recover(
    comments: Sequence[EarlierComment], *, zone: ZoneInfo, article: str | None = None
) -> Recovery:
    """Recover what can be told for certain of the authors of `comments`, given in time order.

    A witness is a header above a quote, or `@name` alone above one. It is certain where the words
    stand in exactly one earlier comment; otherwise it may mean somebody who repeated them, and only
    counts against others. Where two differ on a name, nothing is recovered for that comment;
    where they differ on the minute, or it contradicts known times around it, the minute stays
    unknown. The edges are read again with the recovered names.
    """
    heard: defaultdict[int, list[_Testimony]] = defaultdict(list)
    wholes: dict[int, str] = {}
    for comment, reading in _readings(comments, zone, article):
        for testimony in _testimonies(comment, reading, wholes):
            heard[testimony.about].append(testimony)
        wholes[comment.id] = words(comment.text).line
    authors: dict[int, Recovered] = {}
    for place, comment in enumerate(comments):
        told = heard.get(comment.id, [])
        agreed = len({it.name.casefold() for it in told}) == 1
        certain = [it for it in told if it.certain]
        if comment.author is None and agreed and certain:
            at = comment.posted_at or _minute(certain, comments, place)
            witnesses = tuple(sorted({it.witness for it in certain}))
            authors[comment.id] = Recovered(certain[0].name, at, witnesses)
    named = [_named(comment, authors.get(comment.id)) for comment in comments]
    edges = (_edges(comment, reading) for comment, reading in _readings(named, zone, article))
    return Recovery(authors, tuple(edge for some in edges for edge in some))


def _readings(
    comments: Sequence[EarlierComment], zone: ZoneInfo, article: str | None
) -> Iterator[tuple[EarlierComment, Reading]]:
    memory = ThreadMemory()
    for comment in comments:
        reading = recognise(comment.text, memory, zone=zone, article=article)
        yield comment, reading
        memory.add(comment, reading.quoted_lines)


def _testimonies(
    comment: EarlierComment, reading: Reading, wholes: Mapping[int, str]
) -> Iterator[_Testimony]:
    for quote in reading.quotes:
        if quote.source is None:
            continue
        certain = _stands_once(quote, wholes)
        source = wholes.get(quote.source, "")
        if quote.by is not None and not _repeats(quote.by, quote, source):
            yield _Testimony(quote.source, quote.by, quote.at, comment.id, certain)
        name = _name_above(comment, quote)
        if name is not None and not _repeats(name, quote, source):
            yield _Testimony(quote.source, name, None, comment.id, certain)


def _repeats(name: str, quote: Quote, source: str) -> bool:
    """Tell whether the name stands above the words in the source too: then it addressed somebody
    there, and whoever repeats both says nothing of who wrote them.
    """
    said = words(quote.text.split("\n\n", 1)[0]).line.strip()
    above, found, _ = source.partition(f" {said} ")
    return bool(found) and words(name).line.strip() in above


def _stands_once(quote: Quote, wholes: Mapping[int, str]) -> bool:
    first = words(quote.text.split("\n\n", 1)[0]).line
    return sum(first in whole for whole in wholes.values()) == 1


def _name_above(comment: EarlierComment, quote: Quote) -> str | None:
    above = [it for it in passages(comment.text) if it.end_line <= quote.start_line]
    found = lone(above[-1].text) if above and not above[-1].depth else None
    return found.name if found else None


def _minute(
    told: Sequence[_Testimony], comments: Sequence[EarlierComment], place: int
) -> datetime | None:
    minutes = {it.at for it in told if it.at is not None}
    if len(minutes) != 1:
        return None
    at = minutes.pop()
    before = [it.posted_at for it in comments[:place] if it.posted_at]
    after = [it.posted_at for it in comments[place + 1 :] if it.posted_at]
    fits = all(it < at + timedelta(minutes=1) for it in before) and all(it >= at for it in after)
    return at if fits else None


def _named(comment: EarlierComment, told: Recovered | None) -> EarlierComment:
    return replace(comment, author=told.author, posted_at=told.posted_at) if told else comment


def _edges(comment: EarlierComment, reading: Reading) -> Iterator[Edge]:
    quoted = {quote.source for quote in reading.quotes if quote.source is not None}
    addressed = {mention.target for mention in reading.mentions}
    yield from (Edge(comment.id, target, Kind.QUOTE) for target in sorted(quoted))
    yield from (Edge(comment.id, target, Kind.MENTION) for target in sorted(addressed))

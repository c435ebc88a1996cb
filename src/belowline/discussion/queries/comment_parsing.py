"""Reads a comment as readers will: what it quotes, whom it addresses, and its HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belowline.core.ids import encode
from belowline.core.markup import Address, Citation, render_comment
from belowline.discussion.models import Answer, Thread
from belowline.discussion.queries.fingerprint_lookup import FingerprintLookup
from belowline.discussion.quotation import (
    Memory,
    Mention,
    Quote,
    Reading,
    fingerprints,
    probes_of,
    recognise,
)
from belowline.newsroom.queries.articles import article_text
from belowline.newsroom.queries.publications import zone_of


@dataclass(frozen=True, slots=True)
class ParsedComment:
    """A comment's HTML, the comments it answers (and how), and its own words' fingerprints.

    `quoted` are the half-open line ranges of the text that are others' words.
    """

    html: str
    edges: Mapping[int, str]
    fingerprints: frozenset[int]
    quoted: tuple[tuple[int, int], ...]


def parse_comment(
    text: str, *, thread: Thread, parent_id: int | None, before: int
) -> ParsedComment:
    """Reads `text` as a comment of this thread that comes after all comments below `before`."""
    return CommentParser(thread, FingerprintLookup(thread.id, before)).read(text, parent_id)


class CommentParser:
    """Reads the comments of one thread, given its memory, and words of its article that are known
    from elsewhere.
    """

    def __init__(self, thread: Thread, memory: Memory, article: str = "") -> None:
        self._zone = zone_of(thread.publication_id)
        known = (article_text(thread.article_id), article)
        self._article = "\n\n".join(part for part in known if part)
        self._memory = memory

    def probes(self, texts: Iterable[str]) -> set[int]:
        """The fingerprints that reading these texts will ask the memory for."""
        return {number for text in texts for number in probes_of(text, self._zone)}

    def read(self, text: str, parent_id: int | None) -> ParsedComment:
        """Reads a text as a comment, an answer where `parent_id` is given."""
        reading = recognise(
            text, self._memory, zone=self._zone, parent=parent_id, article=self._article
        )
        return _interpret(text, reading, self._memory)


def _interpret(text: str, reading: Reading, memory: Memory) -> ParsedComment:
    edges: dict[int, str] = {mention.target: Answer.Kind.MENTION for mention in reading.mentions}
    edges |= {quote.source: Answer.Kind.QUOTE for quote in reading.quotes if quote.source}
    html = render_comment(
        text,
        [_citation(quote, memory) for quote in reading.quotes],
        [_address(text, mention) for mention in reading.mentions],
    )
    quoted = tuple(reading.quoted_lines)
    return ParsedComment(html, edges, fingerprints(text, quoted), quoted)


def _citation(quote: Quote, memory: Memory) -> Citation:
    if quote.source is None:
        return Citation(
            quote.start_line, quote.end_line, quote.text, "The article", "#article", "article"
        )
    source = memory.comment(quote.source)
    name = (source.author if source else None) or quote.by or ""
    kind = "" if name else "unnamed"
    link = f"/c/{encode(quote.source)}"
    return Citation(quote.start_line, quote.end_line, quote.text, name or "A reader", link, kind)


def _address(text: str, mention: Mention) -> Address:
    line = text.count("\n", 0, mention.start)
    return Address(line, text[mention.start : mention.end], f"/c/{encode(mention.target)}")

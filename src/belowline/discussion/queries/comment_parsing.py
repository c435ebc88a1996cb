"""Reads a comment as readers will: what it quotes, whom it addresses, and its HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from belowline.core.ids import encode
from belowline.core.markup import Address, Citation, render_comment
from belowline.core.markup.word_runs import Run, copied_runs
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
from belowline.newsroom.queries.article_copies import article_shingles, article_words
from belowline.newsroom.queries.publications import zone_of


@dataclass(frozen=True, slots=True)
class ParsedComment:
    """A comment's HTML, the comments it answers (and how), and its own words' fingerprints.

    `quoted` are the half-open line ranges of the text that are others' words. `article_runs` are
    copies of the article's words that are longer than a quotation may be.
    """

    html: str
    edges: Mapping[int, str]
    fingerprints: frozenset[int]
    quoted: tuple[tuple[int, int], ...]
    article_runs: list[Run] | None


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
        words = article_words(thread.article_id)
        known = (words.text, article)
        self._article = "\n\n".join(part for part in known if part)
        self._memory = memory
        self._lent = thread.article_id if words.is_lent else None

    def probes(self, texts: Iterable[str]) -> set[int]:
        """The fingerprints that reading these texts will ask the memory for."""
        return {number for text in texts for number in probes_of(text, self._zone)}

    def read(self, text: str, parent_id: int | None) -> ParsedComment:
        """Reads a text as a comment, an answer where `parent_id` is given."""
        reading = recognise(
            text, self._memory, zone=self._zone, parent=parent_id, article=self._article
        )
        return self._interpret(text, reading)

    def _interpret(self, text: str, reading: Reading) -> ParsedComment:
        edges: dict[int, str] = {
            mention.target: Answer.Kind.MENTION for mention in reading.mentions
        }
        edges |= {quote.source: Answer.Kind.QUOTE for quote in reading.quotes if quote.source}
        html = render_comment(
            text,
            [_citation(quote, self._memory) for quote in reading.quotes],
            [_address(text, mention) for mention in reading.mentions],
        )
        quoted = tuple(reading.quoted_lines)
        runs = copies_in(html, self._lent) if self._lent else None
        return ParsedComment(html, edges, fingerprints(text, quoted), quoted, runs)


def copies_in(html: str, article_id: int) -> list[Run] | None:
    """The copies of the article's words in a comment that are longer than a quotation may be."""
    longest = settings.ENVIRONMENT.quotation_words
    return copied_runs(html, lambda: article_shingles(article_id), least=longest + 1) or None


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

"""Reads a comment as readers will: what it quotes, whom it addresses, and its HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override

from belowline.core.ids import encode
from belowline.core.markup import Address, Citation, render_comment
from belowline.discussion.models import Answer, Thread
from belowline.discussion.queries.memory import ThreadRecord
from belowline.discussion.quotation import (
    Memory,
    Mention,
    Quote,
    Reading,
    fingerprints,
    recognise,
)
from belowline.newsroom.queries.articles import article_text


@dataclass(frozen=True, slots=True)
class Understood:
    """A comment's HTML, the comments it answers (and how), and its own words' fingerprints.

    `quoted` are the half-open line ranges of the text that are others' words.
    """

    html: str
    edges: Mapping[int, str]
    fingerprints: frozenset[int]
    quoted: tuple[tuple[int, int], ...]


def understand(text: str, *, thread_id: int, parent_id: int | None, before: int) -> Understood:
    """Reads `text` as a comment of this thread that comes after all comments below `before`."""
    return reader_of(thread_id, ThreadRecord(thread_id, before))(text, parent_id)


def reader_of(thread_id: int, memory: Memory) -> Callable[[str, int | None], Understood]:
    """A function that reads comments (text, id of the parent) of one thread, given its memory."""
    thread = Thread.objects.select_related("publication").get(pk=thread_id)
    zone = ZoneInfo(thread.publication.time_zone)
    language = thread.publication.language
    article = article_text(thread.article_id)

    def read(text: str, parent_id: int | None) -> Understood:
        reading = recognise(text, memory, zone=zone, parent=parent_id, article=article)
        with override(language):
            return _interpret(text, reading, memory)

    return read


def _interpret(text: str, reading: Reading, memory: Memory) -> Understood:
    """Puts a reading of the text into HTML, edges and fingerprints."""
    edges: dict[int, str] = {mention.target: Answer.Kind.MENTION for mention in reading.mentions}
    edges |= {quote.source: Answer.Kind.QUOTE for quote in reading.quotes if quote.source}
    html = render_comment(
        text,
        [_citation(quote, memory) for quote in reading.quotes],
        [_address(text, mention) for mention in reading.mentions],
    )
    quoted = tuple(reading.quoted_lines)
    return Understood(html, edges, fingerprints(text, quoted), quoted)


def _citation(quote: Quote, memory: Memory) -> Citation:
    if quote.source is None:
        return Citation(
            quote.start_line, quote.end_line, quote.text, gettext("The article"), "#article"
        )
    source = memory.remark(quote.source)
    label = (source.author if source else None) or quote.by or gettext("A reader")
    return Citation(
        quote.start_line, quote.end_line, quote.text, label, f"/c/{encode(quote.source)}"
    )


def _address(text: str, mention: Mention) -> Address:
    line = text.count("\n", 0, mention.start)
    return Address(line, text[mention.start : mention.end], f"/c/{encode(mention.target)}")

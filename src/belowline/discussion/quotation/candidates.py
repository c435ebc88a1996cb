"""The paragraphs of a comment that may be quotes, each with what the writer put before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.names import Candidate, Header, header, lone
from belowline.discussion.quotation.passages import Passage
from belowline.discussion.quotation.words import Words, words


@dataclass(frozen=True, slots=True)
class QuoteCandidate:
    """One paragraph, as the quote that it may be.

    `text` is what would be shown and `words` its words. `header` is the attribution that stands
    in the paragraph or alone in `headed_by`, the paragraph before; `headed_by` is None where there
    is no header. `addressed` is the name that stands alone after an `@` in the paragraph before.
    """

    passage: Passage
    text: str
    words: Words
    header: Header | None = None
    headed_by: Passage | None = None
    addressed: Candidate | None = None

    @property
    def start_line(self) -> int:
        """The first line to give way to the quote."""
        return (self.headed_by or self.passage).start_line

    @property
    def text_line(self) -> int:
        """The line on which `text` begins."""
        before = len(self.passage.text) - len(self.text)
        return self.passage.start_line + self.passage.text.count("\n", 0, before)

    @property
    def cut(self) -> bool:
        """Whether the header stands in the same paragraph."""
        return self.headed_by is self.passage

    @property
    def marked(self) -> bool:
        """Whether the writer showed that this is a quote."""
        return bool(self.passage.depth or self.header or self.addressed)


def quote_candidates(found: Sequence[Passage], zone: ZoneInfo) -> Iterator[QuoteCandidate]:
    """Yield a candidate for each paragraph; a lone header joins the paragraph below it.

    A header with nothing below it is a candidate of no words.
    """
    waiting: tuple[Header, Passage] | None = None
    addressed: Candidate | None = None
    for passage in found:
        own = header(passage.text, zone)
        text = passage.text[own.end :].lstrip(" \t\n:") if own else passage.text
        if waiting and own:
            yield QuoteCandidate(waiting[1], "", words(""), *waiting)
            waiting = None
        if own and not text:
            waiting = (own, passage)
            continue
        head, by = (own, passage) if own else waiting or (None, None)
        yield QuoteCandidate(passage, text, words(text), head, by, addressed)
        waiting = None
        addressed = None if passage.depth else lone(passage.text)
    if waiting:
        yield QuoteCandidate(waiting[1], "", words(""), *waiting)

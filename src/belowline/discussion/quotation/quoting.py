"""Turns judged paragraphs into quotes, joining neighbours and leaving mere repetition alone."""

from collections.abc import Sequence
from dataclasses import replace

from belowline.discussion.quotation.candidates import QuoteCandidate
from belowline.discussion.quotation.comments import Quote
from belowline.discussion.quotation.sources import Source
from belowline.discussion.quotation.words import WORD

UNANSWERED = 12 * WORD
"""The weight from which unmarked words are a quote though nothing is written below them."""

_OPENING = "\"'“„«「『\u2018"
_CLOSING = "\"'”»」』\u2019"


def quotes(
    text: str, found: Sequence[QuoteCandidate], sources: Sequence[Source | None]
) -> tuple[Quote, ...]:
    """Return the quotes among the quote_candidates; `sources` names the source of each, or None."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[Quote] = []
    depth = -1
    for place, (candidate, source) in enumerate(zip(found, sources, strict=True)):
        if source is None or not _meant(place, found, sources):
            continue
        quote = _quote(candidate, source)
        gap = lines[kept[-1].end_line : quote.start_line] if kept else ["own words"]
        near = not any(line.strip(" \t>") for line in gap) and candidate.passage.depth == depth
        if near and not candidate.header and kept[-1].source == quote.source:
            kept[-1] = _joined(kept[-1], quote)
        else:
            kept.append(quote)
        depth = candidate.passage.depth
    return tuple(kept)


def _meant(place: int, found: Sequence[QuoteCandidate], sources: Sequence[Source | None]) -> bool:
    """Tell a quote from a repetition, such as a second posting or a motto below each comment."""
    candidate = found[place]
    if candidate.marked:
        return True
    own = [at for at, source in enumerate(sources) if source is None and found[at].words.line]
    if any(at > place for at in own):
        return True
    introduced = place > 0 and found[place - 1].text.rstrip("*_ ").endswith((":", "\uff1a"))
    if introduced or (candidate.text[0] in _OPENING and candidate.text[-1] in _CLOSING):
        return bool(own)
    return bool(own) and candidate.words.weight >= UNANSWERED


def _quote(candidate: QuoteCandidate, source: Source) -> Quote:
    return Quote(
        start_line=candidate.start_line,
        text_line=candidate.text_line,
        end_line=candidate.passage.end_line,
        text=candidate.text,
        source=source.id,
        from_article=source.id is None,
        by=candidate.header.name if candidate.header else None,
        at=candidate.header.at if candidate.header else None,
        cut=candidate.cut,
    )


def _joined(first: Quote, second: Quote) -> Quote:
    return replace(first, end_line=second.end_line, text=f"{first.text}\n\n{second.text}")

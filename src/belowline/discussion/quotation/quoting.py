"""Turns judged paragraphs into quotes, joining neighbours and leaving mere repetition alone."""

from collections.abc import Sequence
from dataclasses import replace

from belowline.discussion.quotation.candidates import Claim
from belowline.discussion.quotation.comments import Quote
from belowline.discussion.quotation.sources import Voice
from belowline.discussion.quotation.words import WORD

UNANSWERED = 12 * WORD
"""The weight from which unmarked words are a quote though nothing is written below them."""

_OPENING = "\"'“„«「『\u2018"
_CLOSING = "\"'”»」』\u2019"


def quotes(text: str, found: Sequence[Claim], voices: Sequence[Voice | None]) -> tuple[Quote, ...]:
    """Return the quotes among the claims; `voices` names the source of each, or None."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[Quote] = []
    depth = -1
    for place, (claim, voice) in enumerate(zip(found, voices, strict=True)):
        if voice is None or not _meant(place, found, voices):
            continue
        quote = _quote(claim, voice)
        gap = lines[kept[-1].end_line : quote.start_line] if kept else ["own words"]
        near = not any(line.strip(" \t>") for line in gap) and claim.passage.depth == depth
        if near and not claim.header and kept[-1].source == quote.source:
            kept[-1] = _joined(kept[-1], quote)
        else:
            kept.append(quote)
        depth = claim.passage.depth
    return tuple(kept)


def _meant(place: int, found: Sequence[Claim], voices: Sequence[Voice | None]) -> bool:
    """Tell a quote from a repetition, such as a second posting or a motto below each comment."""
    claim = found[place]
    if claim.marked:
        return True
    own = [at for at, voice in enumerate(voices) if voice is None and found[at].words.line]
    if any(at > place for at in own):
        return True
    introduced = place > 0 and found[place - 1].text.rstrip("*_ ").endswith((":", "\uff1a"))
    if introduced or (claim.text[0] in _OPENING and claim.text[-1] in _CLOSING):
        return bool(own)
    return bool(own) and claim.words.weight >= UNANSWERED


def _quote(claim: Claim, voice: Voice) -> Quote:
    return Quote(
        start_line=claim.start_line,
        text_line=claim.text_line,
        end_line=claim.passage.end_line,
        text=claim.text,
        source=voice.id,
        from_article=voice.id is None,
        by=claim.header.name if claim.header else None,
        at=claim.header.at if claim.header else None,
        cut=claim.cut,
    )


def _joined(first: Quote, second: Quote) -> Quote:
    return replace(first, end_line=second.end_line, text=f"{first.text}\n\n{second.text}")

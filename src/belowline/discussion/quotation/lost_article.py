"""What readers quote of an article whose text is gone, told from the thread alone."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.attribution import PHRASE
from belowline.discussion.quotation.candidates import QuoteCandidate, quote_candidates
from belowline.discussion.quotation.comments import EarlierComment
from belowline.discussion.quotation.memory import ThreadMemory
from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.recognition import recognise
from belowline.discussion.quotation.words import words

_PAIRS = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’"}


def article_of_quotes(texts: Sequence[str], *, zone: ZoneInfo) -> str:
    """Return the passages of the article that comments, given in time order, open with.

    Such a passage is shown to be quoted, by quotation marks around it or as a blockquote, is at
    least eight words long, has its writer's own words below it, and stands in no earlier comment;
    and the thread's readers are known to quote by passages of their own: at least one other quote
    in it has its source in an earlier comment. Marks alone prove nothing in a thread where nobody
    else quotes.
    """
    memory = ThreadMemory()
    before: list[str] = []
    found: list[str] = []
    quoting = 0
    for number, text in enumerate(texts, start=1):
        comment = EarlierComment(number, None, None, text)
        reading = recognise(text, memory, zone=zone)
        quoting += any(quote.source is not None for quote in reading.quotes)
        opening = _opening(text, zone)
        if opening and not any(words(opening).line in earlier for earlier in before):
            found.append(opening)
        memory.add(comment, reading.quoted_lines)
        before.append(words(text).line)
    return "\n\n".join(found) if quoting else ""


def _opening(text: str, zone: ZoneInfo) -> str | None:
    """The passage that the comment opens with, without its marks, if it is shown to be quoted."""
    found = list(quote_candidates(passages(text), zone))
    if not found or found[0].header or all(it.passage.depth for it in found[1:]):
        return None
    first = found[0]
    quoted = first.text if first.passage.depth else _within_marks(first)
    return quoted if quoted and words(quoted).weight >= PHRASE else None


def _within_marks(candidate: QuoteCandidate) -> str | None:
    shown = candidate.text.strip()
    closing = _PAIRS.get(shown[:1])
    inner = shown[1:-1]
    if closing is None or shown[-1] not in closing or shown[0] in inner:
        return None
    return inner

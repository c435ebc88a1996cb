"""Recognises whom a comment quotes and addresses, from its text and what was said before it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.addressing import mentions
from belowline.discussion.quotation.attribution import Context, judge
from belowline.discussion.quotation.candidates import QuoteCandidate, quote_candidates
from belowline.discussion.quotation.comments import EarlierComment, Memory, Reading
from belowline.discussion.quotation.fingerprints import probes
from belowline.discussion.quotation.names import candidates
from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.quoting import quotes
from belowline.discussion.quotation.sources import article_voice, voice_of
from belowline.discussion.quotation.words import LONGEST_KEPT

MOST_NAMES = 100
"""The most names for which one comment has the thread searched."""


def recognise(
    text: str,
    memory: Memory,
    *,
    zone: ZoneInfo,
    parent: int | None = None,
    article: str | None = None,
) -> Reading:
    """Recognise the quotes and mentions of one comment.

    `text` and `article` are Markdown. `zone` is where the site's printed times are at home.
    `parent` is the id of the comment that this one answers. A quote is a whole paragraph that
    stands word for word in an earlier comment or in the article: three words in a blockquote or
    below a header, five elsewhere; any number in a blockquote from the parent. It belongs to who
    said it first, or to the parent where those are the parent's own words. What is uncertain is
    left alone: short formulas that several write, and repetition that nobody answers.

    The memory is asked at most once for fingerprints, once for names, and once for the parent.
    """
    found = _claims(text, zone)
    context = _scene(found, memory, zone, parent, article)
    sources = [judge(candidate, context) for candidate in found]
    made = quotes(text, found, sources)
    return Reading(made, mentions(found, sources, made, context))


def probes_of(text: str, zone: ZoneInfo) -> frozenset[int]:
    """Return the fingerprints that `recognise` would ask a memory for."""
    return frozenset().union(*(probes(candidate.words) for candidate in _claims(text, zone)))


def _claims(text: str, zone: ZoneInfo) -> tuple[QuoteCandidate, ...]:
    return _kept(text, zone) if len(text) <= LONGEST_KEPT else _read(text, zone)


def _read(text: str, zone: ZoneInfo) -> tuple[QuoteCandidate, ...]:
    return tuple(quote_candidates(passages(text), zone))


_kept = lru_cache(maxsize=512)(_read)


def _scene(
    found: Sequence[QuoteCandidate],
    memory: Memory,
    zone: ZoneInfo,
    parent: int | None,
    article: str | None,
) -> Context:
    numbers = {number for candidate in found for number in probes(candidate.words)}
    near = {comment.id: comment for comment in memory.sharing(numbers)} if numbers else {}
    names = _names(found)
    named: defaultdict[str, list[EarlierComment]] = defaultdict(list)
    for comment in memory.by_name(names) if names else ():
        named[(comment.author or "").casefold()].append(comment)
    answered = memory.comment(parent) if parent is not None else None
    if answered:
        near[answered.id] = answered
    bare = Context((), named, parent)
    for header in (candidate.header for candidate in found if candidate.header):
        exact = bare.exactly(header)
        near |= {it.id: it for it in named.get(header.name.casefold(), ()) if it.id == exact}
    first = (article_voice(article, zone),) if article and found else ()
    return Context(first + tuple(voice_of(near[key], zone) for key in sorted(near)), named, parent)


def _names(found: Sequence[QuoteCandidate]) -> frozenset[str]:
    names: list[str] = []
    for candidate in found:
        if candidate.header:
            names.append(candidate.header.name.casefold())
        if not candidate.passage.depth and candidate.passage.text.startswith("@"):
            names += (it.name.casefold() for it in candidates(candidate.passage.text))
        if len(names) >= MOST_NAMES:
            break
    return frozenset(names[:MOST_NAMES])

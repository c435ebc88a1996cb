"""Recognises whom a comment quotes and addresses, from its text and what was said before it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from belowline.discussion.quotation.addressing import mentions
from belowline.discussion.quotation.attribution import Scene, judge
from belowline.discussion.quotation.candidates import Claim, claims
from belowline.discussion.quotation.comments import Memory, Reading, Remark
from belowline.discussion.quotation.fingerprints import probes
from belowline.discussion.quotation.names import candidates
from belowline.discussion.quotation.passages import passages
from belowline.discussion.quotation.quoting import quotes
from belowline.discussion.quotation.sources import article_voice, voice_of

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
    scene = _scene(found, memory, zone, parent, article)
    voices = [judge(claim, scene) for claim in found]
    made = quotes(text, found, voices)
    return Reading(made, mentions(found, voices, made, scene))


def probes_of(text: str, zone: ZoneInfo) -> frozenset[int]:
    """Return the fingerprints that `recognise` would ask a memory for."""
    return frozenset().union(*(probes(claim.words) for claim in _claims(text, zone)))


@lru_cache(maxsize=512)
def _claims(text: str, zone: ZoneInfo) -> tuple[Claim, ...]:
    return tuple(claims(passages(text), zone))


def _scene(
    found: Sequence[Claim],
    memory: Memory,
    zone: ZoneInfo,
    parent: int | None,
    article: str | None,
) -> Scene:
    numbers = {number for claim in found for number in probes(claim.words)}
    near = {remark.id: remark for remark in memory.sharing(numbers)} if numbers else {}
    names = _names(found)
    named: defaultdict[str, list[Remark]] = defaultdict(list)
    for remark in memory.by_name(names) if names else ():
        named[(remark.author or "").casefold()].append(remark)
    answered = memory.remark(parent) if parent is not None else None
    if answered:
        near[answered.id] = answered
    bare = Scene((), named, parent)
    for header in (claim.header for claim in found if claim.header):
        exact = bare.exactly(header)
        near |= {it.id: it for it in named.get(header.name.casefold(), ()) if it.id == exact}
    first = (article_voice(article, zone),) if article and found else ()
    return Scene(first + tuple(voice_of(near[key], zone) for key in sorted(near)), named, parent)


def _names(found: Sequence[Claim]) -> frozenset[str]:
    names: list[str] = []
    for claim in found:
        if claim.header:
            names.append(claim.header.name.casefold())
        if not claim.passage.depth and claim.passage.text.startswith("@"):
            names += (it.name.casefold() for it in candidates(claim.passage.text))
        if len(names) >= MOST_NAMES:
            break
    return frozenset(names[:MOST_NAMES])

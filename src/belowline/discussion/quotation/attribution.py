"""Who said a claimed passage first, or nobody wherever that is not certain."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belowline.discussion.quotation.candidates import QuoteCandidate
from belowline.discussion.quotation.comments import EarlierComment
from belowline.discussion.quotation.fingerprints import GRAM, SHORTEST
from belowline.discussion.quotation.names import Header
from belowline.discussion.quotation.sources import Source
from belowline.discussion.quotation.words import WORD, words

PHRASE = 8 * WORD
"""The weight below which unmarked words may be a turn of phrase that two people came upon."""

_ELISION = re.compile(r"[\[(]?(?:\.{3,}+|…++)[\])]?")


@dataclass(frozen=True, slots=True)
class Context:
    """What of the thread bears on one comment.

    `sources` are the article, where its text is known, and then the comments in order. `named` are
    earlier comments by casefolded author.
    """

    sources: tuple[Source, ...]
    named: Mapping[str, Sequence[EarlierComment]]
    parent: int | None

    def exactly(self, header: Header) -> int | None:
        """Return the one comment by that name in that minute, if there is exactly one."""
        if header.at is None:
            return None
        found = [
            comment.id
            for comment in self.named.get(header.name.casefold(), ())
            if comment.posted_at and comment.posted_at.replace(second=0, microsecond=0) == header.at
        ]
        return found[0] if len(found) == 1 else None

    def holders(self, candidate: QuoteCandidate) -> tuple[Source, ...]:
        """Return the sources that have the candidate's words, whole or with marked omissions."""
        line = candidate.words.line
        if not line:
            return ()
        whole = tuple(source for source in self.sources if source.has(line))
        parts = () if whole else _parts(candidate)
        return whole or tuple(source for source in self.sources if parts and source.has_all(parts))


def judge(candidate: QuoteCandidate, context: Context) -> Source | None:
    """Return the source that a paragraph quotes; None where there is none or it is uncertain."""
    holders = context.holders(candidate)
    if candidate.header:
        return _headed(candidate, candidate.header, holders, context)
    if candidate.passage.depth:
        return _blockquoted(candidate, holders, context)
    return _unmarked(candidate, holders, context)


def sayers(candidate: QuoteCandidate, context: Context) -> tuple[Source, ...]:
    """Return the sources that say a candidate's words as their own."""
    holders = context.holders(candidate)
    line = candidate.words.line
    return tuple(one for at, one in enumerate(holders) if one.says(line, holders[:at]))


def _headed(
    candidate: QuoteCandidate, header: Header, holders: tuple[Source, ...], context: Context
) -> Source | None:
    if candidate.words.weight < SHORTEST:
        return None
    exact = context.exactly(header)
    for source in context.sources:
        if exact is not None and source.id == exact and source.resembles(candidate.words):
            return source
    for source in holders:
        if source.is_called(header.name):
            return source
    nameless = bool(holders) and holders[0].author is None and holders[0].id is not None
    return holders[0] if nameless else None


def _blockquoted(
    candidate: QuoteCandidate, holders: tuple[Source, ...], context: Context
) -> Source | None:
    if candidate.words.weight < SHORTEST:
        return next((it for it in holders if it.id is not None and it.id == context.parent), None)
    return _chosen(candidate, holders, context)


def _unmarked(
    candidate: QuoteCandidate, holders: tuple[Source, ...], context: Context
) -> Source | None:
    if candidate.words.weight < GRAM:
        return None
    source = _chosen(candidate, holders, context)
    certain = (
        source is None or source.id is None or source.id == context.parent or candidate.addressed
    )
    if certain or candidate.words.weight >= PHRASE:
        return source
    alone = len(sayers(candidate, context)) == 1
    return source if alone and source and candidate.words.line not in source.own else None


def _chosen(
    candidate: QuoteCandidate, holders: tuple[Source, ...], context: Context
) -> Source | None:
    """Return the article if it has the words, else whom the writer answers, else the first."""
    if not holders or holders[0].id is None:
        return holders[0] if holders else None
    name = candidate.addressed.name if candidate.addressed else None
    for place, source in enumerate(holders):
        answered = source.id == context.parent or (name is not None and source.is_called(name))
        if answered and source.says(candidate.words.line, holders[:place]):
            return source
    return holders[0]


def _parts(candidate: QuoteCandidate) -> tuple[str, ...]:
    pieces = _ELISION.split(candidate.text)
    read = [words(piece) for piece in pieces] if len(pieces) > 1 else []
    parts = [part for part in read if part.line]
    least = SHORTEST if candidate.marked else GRAM
    enough = len(parts) > 1 and all(part.weight >= least for part in parts)
    return tuple(part.line for part in parts) if enough else ()

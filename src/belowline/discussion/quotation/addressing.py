"""Recognises whom a comment addresses: by `@name`, or by a copied header without a quote."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from belowline.discussion.quotation.attribution import Context, sayers
from belowline.discussion.quotation.candidates import QuoteCandidate
from belowline.discussion.quotation.comments import Mention, Quote
from belowline.discussion.quotation.names import Candidate, candidates, lone
from belowline.discussion.quotation.sources import Source


def mentions(
    found: Sequence[QuoteCandidate],
    sources: Sequence[Source | None],
    quotes: Sequence[Quote],
    context: Context,
) -> tuple[Mention, ...]:
    """Return the mentions that stand outside quotes, in the order of the text."""
    quoted = {line for quote in quotes for line in range(quote.start_line, quote.end_line)}
    said = (*zip(found, sources, strict=True), None)
    return tuple(
        mention
        for here, thread in pairwise(said)
        if here and here[0].start_line not in quoted
        for mention in (*_headed(here[0], context), *_addressed(here[0], thread, context))
    )


def _headed(candidate: QuoteCandidate, context: Context) -> Iterator[Mention]:
    by = candidate.headed_by
    target = context.exactly(candidate.header) if candidate.header else None
    if candidate.header and by and not by.depth and target is not None:
        yield Mention(by.offset, by.offset + candidate.header.end, candidate.header.name, target)


def _addressed(
    candidate: QuoteCandidate, thread: tuple[QuoteCandidate, Source | None] | None, context: Context
) -> Iterator[Mention]:
    passage = candidate.passage
    if passage.depth or candidate.cut or not passage.text.startswith("@"):
        return
    alone = lone(passage.text)
    quoted = thread[1] if thread and alone and thread[0].addressed else None
    known = _known(candidates(passage.text), context)
    if alone and quoted and quoted.id is not None and _wrote(alone, quoted, thread, context):
        yield Mention(passage.offset, passage.offset + alone.end, alone.name, quoted.id)
    elif known:
        latest = max(comment.id for comment in context.named[known.name.casefold()])
        yield Mention(passage.offset, passage.offset + known.end, known.name, latest)


def _wrote(
    alone: Candidate,
    quoted: Source,
    thread: tuple[QuoteCandidate, Source | None] | None,
    context: Context,
) -> bool:
    """Tell whether the quote below a lone name may stand for that name's own comment."""
    if quoted.author is not None:
        return quoted.is_called(alone.name)
    return thread is not None and len(sayers(thread[0], context)) == 1


def _known(names: Sequence[Candidate], context: Context) -> Candidate | None:
    return next((it for it in names if context.named.get(it.name.casefold())), None)

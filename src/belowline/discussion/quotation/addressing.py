"""Recognises whom a comment addresses: by `@name`, or by a copied header without a quote."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from belowline.discussion.quotation.attribution import Scene, sayers
from belowline.discussion.quotation.candidates import Claim
from belowline.discussion.quotation.comments import Mention, Quote
from belowline.discussion.quotation.names import Candidate, candidates, lone
from belowline.discussion.quotation.sources import Voice


def mentions(
    found: Sequence[Claim],
    voices: Sequence[Voice | None],
    quotes: Sequence[Quote],
    scene: Scene,
) -> tuple[Mention, ...]:
    """Return the mentions that stand outside quotes, in the order of the text."""
    quoted = {line for quote in quotes for line in range(quote.start_line, quote.end_line)}
    said = (*zip(found, voices, strict=True), None)
    return tuple(
        mention
        for here, thread in pairwise(said)
        if here and here[0].start_line not in quoted
        for mention in (*_headed(here[0], scene), *_addressed(here[0], thread, scene))
    )


def _headed(claim: Claim, scene: Scene) -> Iterator[Mention]:
    by = claim.headed_by
    target = scene.exactly(claim.header) if claim.header else None
    if claim.header and by and not by.depth and target is not None:
        yield Mention(by.offset, by.offset + claim.header.end, claim.header.name, target)


def _addressed(
    claim: Claim, thread: tuple[Claim, Voice | None] | None, scene: Scene
) -> Iterator[Mention]:
    passage = claim.passage
    if passage.depth or claim.cut or not passage.text.startswith("@"):
        return
    alone = lone(passage.text)
    quoted = thread[1] if thread and alone and thread[0].addressed else None
    known = _known(candidates(passage.text), scene)
    if alone and quoted and quoted.id is not None and _wrote(alone, quoted, thread, scene):
        yield Mention(passage.offset, passage.offset + alone.end, alone.name, quoted.id)
    elif known:
        latest = max(remark.id for remark in scene.named[known.name.casefold()])
        yield Mention(passage.offset, passage.offset + known.end, known.name, latest)


def _wrote(
    alone: Candidate,
    quoted: Voice,
    thread: tuple[Claim, Voice | None] | None,
    scene: Scene,
) -> bool:
    """Tell whether the quote below a lone name may stand for that name's own comment."""
    if quoted.author is not None:
        return quoted.is_called(alone.name)
    return thread is not None and len(sayers(thread[0], scene)) == 1


def _known(names: Sequence[Candidate], scene: Scene) -> Candidate | None:
    return next((it for it in names if scene.named.get(it.name.casefold())), None)

"""Who said a claimed passage first, or nobody wherever that is not certain."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belowline.discussion.quotation.candidates import Claim
from belowline.discussion.quotation.comments import Remark
from belowline.discussion.quotation.fingerprints import GRAM, SHORTEST
from belowline.discussion.quotation.names import Header
from belowline.discussion.quotation.sources import Voice
from belowline.discussion.quotation.words import WORD, words

PHRASE = 8 * WORD
"""The weight below which unmarked words may be a turn of phrase that two people came upon."""

_ELISION = re.compile(r"[\[(]?(?:\.{3,}+|…++)[\])]?")


@dataclass(frozen=True, slots=True)
class Scene:
    """What of the thread bears on one comment.

    `voices` are the article, where its text is known, and then the comments in order. `named` are
    earlier remarks by casefolded author.
    """

    voices: tuple[Voice, ...]
    named: Mapping[str, Sequence[Remark]]
    parent: int | None

    def exactly(self, header: Header) -> int | None:
        """Return the one remark by that name in that minute, if there is exactly one."""
        if header.at is None:
            return None
        found = [
            remark.id
            for remark in self.named.get(header.name.casefold(), ())
            if remark.posted_at and remark.posted_at.replace(second=0, microsecond=0) == header.at
        ]
        return found[0] if len(found) == 1 else None

    def holders(self, claim: Claim) -> tuple[Voice, ...]:
        """Return the voices that have the claim's words, whole or with marked omissions."""
        line = claim.words.line
        if not line:
            return ()
        whole = tuple(voice for voice in self.voices if voice.has(line))
        parts = () if whole else _parts(claim)
        return whole or tuple(voice for voice in self.voices if parts and voice.has_all(parts))


def judge(claim: Claim, scene: Scene) -> Voice | None:
    """Return the voice that a paragraph quotes; None where there is none or it is uncertain."""
    holders = scene.holders(claim)
    if claim.header:
        return _headed(claim, claim.header, holders, scene)
    if claim.passage.depth:
        return _blockquoted(claim, holders, scene)
    return _unmarked(claim, holders, scene)


def sayers(claim: Claim, scene: Scene) -> tuple[Voice, ...]:
    """Return the voices that say a claim's words as their own."""
    holders = scene.holders(claim)
    line = claim.words.line
    return tuple(one for at, one in enumerate(holders) if one.says(line, holders[:at]))


def _headed(claim: Claim, header: Header, holders: tuple[Voice, ...], scene: Scene) -> Voice | None:
    if claim.words.weight < SHORTEST:
        return None
    exact = scene.exactly(header)
    for voice in scene.voices:
        if exact is not None and voice.id == exact and voice.resembles(claim.words):
            return voice
    for voice in holders:
        if voice.is_called(header.name):
            return voice
    nameless = bool(holders) and holders[0].author is None and holders[0].id is not None
    return holders[0] if nameless else None


def _blockquoted(claim: Claim, holders: tuple[Voice, ...], scene: Scene) -> Voice | None:
    if claim.words.weight < SHORTEST:
        return next((it for it in holders if it.id is not None and it.id == scene.parent), None)
    return _chosen(claim, holders, scene)


def _unmarked(claim: Claim, holders: tuple[Voice, ...], scene: Scene) -> Voice | None:
    if claim.words.weight < GRAM:
        return None
    voice = _chosen(claim, holders, scene)
    certain = voice is None or voice.id is None or voice.id == scene.parent or claim.addressed
    if certain or claim.words.weight >= PHRASE:
        return voice
    alone = len(sayers(claim, scene)) == 1
    return voice if alone and voice and claim.words.line not in voice.own else None


def _chosen(claim: Claim, holders: tuple[Voice, ...], scene: Scene) -> Voice | None:
    """Return the article if it has the words, else whom the writer answers, else the first."""
    if not holders or holders[0].id is None:
        return holders[0] if holders else None
    name = claim.addressed.name if claim.addressed else None
    for place, voice in enumerate(holders):
        answered = voice.id == scene.parent or (name is not None and voice.is_called(name))
        if answered and voice.says(claim.words.line, holders[:place]):
            return voice
    return holders[0]


def _parts(claim: Claim) -> tuple[str, ...]:
    pieces = _ELISION.split(claim.text)
    read = [words(piece) for piece in pieces] if len(pieces) > 1 else []
    parts = [part for part in read if part.line]
    least = SHORTEST if claim.marked else GRAM
    enough = len(parts) > 1 and all(part.weight >= least for part in parts)
    return tuple(part.line for part in parts) if enough else ()

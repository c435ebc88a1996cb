"""Looks up what is written about usage in the table of a provider's phrases."""

import re
from collections.abc import Iterable, Mapping

from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.terms import Meaning

_PARTS = re.compile(r"[;|\n]|(?<=\w\w)\.\s+|\s/\s")
_EDGES = " \t.,:*!-–—()[]"
_SHOWN = 120
_RESTRICTS = re.compile(
    r"\bout\b|\bembargo|\bno (?:\w+ ){0,2}(?:use|sales?|archiv\w*|internet|online|web|resale)\b"
    r"|\bnot (?:\w+ ){0,3}(?:for|to|be)\b|\bonly\b|\brestrict|\bkill|\bwithh[eo]ld|\bwithdr[ae]w"
    r"|\bsperr|\bverbot|\binterdi|\bprohib|\bproib|\bviet|解禁|禁止|不可|限り"
    r"|\bexclu|\bexcept\b|\bretract|\bdo not\b|\bhold\b|\blegal|\brights?\b|\blicen[cs]e",
    re.IGNORECASE,
)


def meanings_of(
    texts: Iterable[str], phrases: Mapping[str, Meaning]
) -> tuple[list[Meaning], list[Hold]]:
    """What the usage terms mean, and a reason to hold the item for each phrase not in the table.

    A text is looked up as a whole first, then sentence by sentence.
    """
    known = {folded(phrase): meaning for phrase, meaning in phrases.items()}
    found: list[Meaning] = []
    unknown: list[Hold] = []
    for text in texts:
        for part in [text] if folded(text) in known else _PARTS.split(text):
            name = folded(part)
            if name in known:
                found.append(known[name])
            elif name:
                unknown.append(_unknown(part))
    return found, unknown


def meanings_in_note(note: str, phrases: Mapping[str, Meaning]) -> tuple[list[Meaning], list[Hold]]:
    """What phrases inside a note to editors mean; and a reason to hold what else seems to restrict.

    Agencies write “JAPAN OUT” into such notes, among much that is no restriction.
    """
    rest, found = folded(note), []
    for phrase, meaning in sorted(phrases.items(), key=lambda pair: -len(pair[0])):
        pattern = rf"(?<!\w){re.escape(folded(phrase))}(?!\w)"
        if folded(phrase) and re.search(pattern, rest):
            rest = re.sub(pattern, " ", rest)
            found.append(meaning)
    if not _RESTRICTS.search(rest):
        return found, []
    sentence = _("The agency’s note to editors seems to restrict its use. Please read it.")
    return found, [Hold("note-restricts", sentence)]


def folded(phrase: str) -> str:
    """The phrase as it is looked up: small letters, single spaces, nothing at its edges."""
    return " ".join(phrase.casefold().split()).strip(_EDGES)


def _unknown(part: str) -> Hold:
    shown = " ".join(part.split()).strip()
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return Hold(
        "unknown-phrase",
        _(
            "Its usage terms say “%(phrase)s”, which is not in the provider’s table of phrases.",
            phrase=shown,
        ),
    )

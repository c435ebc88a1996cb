"""What of somebody's comments is their own writing."""

from collections.abc import Iterable

import regex

from belowline.core.unicode.scripts import UNSPACED
from belowline.discussion.quotation.passages import passages

MOST_TEXT = 12_000
"""Characters of one person that are looked at, the newest comments first."""
_ADDRESS = regex.compile(r"https?://\S++|www\.\S++")
_UNSPACED = regex.compile(rf"[{UNSPACED}]")
_BLANKS = regex.compile(r"[ \t]{3,}")


def own_text(comments: Iterable[str]) -> str:
    """The paragraphs of these comments that are no blockquotes, without web addresses: at most
    MOST_TEXT characters.
    """
    found: list[str] = []
    length = 0
    for comment in comments:
        for passage in passages(comment):
            if not passage.depth:
                found.append(_BLANKS.sub("  ", _ADDRESS.sub("", passage.text)))
                length += len(found[-1]) + 1
        if length >= MOST_TEXT:
            break
    return "\n".join(found)[:MOST_TEXT]


def amount(text: str) -> int:
    """How much text this is, in characters; one of an unspaced script says as much as two."""
    return len(text) + len(_UNSPACED.findall(text))

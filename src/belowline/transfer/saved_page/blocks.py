"""Tells readers' words from what the page puts around every comment: author, time, Reply, Report.

What nearly all comments have at the same place is the page's; a single line is its writer's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from belowline.discussion.quotation.names import LONGEST_NAME, is_stamp

_NEARLY_ALL = 0.8
_LONGEST = 60
_WORDS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d+")
_FIRST, _LAST = 0, -1


@dataclass(slots=True)
class Block:
    """The lines of one comment; `author` and `stamp` are what the page says above it."""

    lines: list[str]
    author: str = ""
    stamp: str = ""
    headers: int = 0
    furniture: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is left: the writer's words."""
        return "\n".join(self.lines).strip("\n")

    def filled(self) -> list[int]:
        """The places of the lines on which something stands."""
        return [at for at, line in enumerate(self.lines) if line.strip()]

    def at(self, place: int) -> str | None:
        """The first or last line on which something stands, if there is more than that one."""
        filled = self.filled()
        return self.lines[filled[place]].strip() if len(filled) > 1 else None

    def drop(self, place: int) -> str:
        """Takes the first or last line away on which something stands."""
        at = self.filled()[place]
        return self.lines.pop(at).strip()


def told_apart(texts: Sequence[Sequence[str]]) -> list[Block]:
    """The comments without what is the page's; each block says what was taken from it."""
    blocks = [Block(list(lines)) for lines in texts]
    if len(blocks) < 2:
        return blocks
    headed, dropped = False, True
    while dropped:
        # Before what is common: names and times may differ by their figures only.
        headed = headed or _drop_headers(blocks)
        dropped = _drop_common(blocks, _FIRST) or _drop_common(blocks, _LAST)
    return blocks


def _drop_common(blocks: list[Block], place: int) -> bool:
    """Takes away a line that is the same, but for figures, at one end of nearly all comments."""
    common = _common(blocks, place)
    for block in blocks if common else ():
        line = block.at(place)
        if line is not None and _form(line) == common:
            block.furniture.append(block.drop(place))
    return common is not None


def _common(blocks: list[Block], place: int) -> str | None:
    lines = [line for block in blocks if (line := block.at(place)) and len(line) <= _LONGEST]
    found = Counter(_form(line) for line in lines).most_common(1)
    # The line may stand above the score and so miss one end of the page.
    enough = max(2, min(len(blocks) - 1, round(_NEARLY_ALL * len(blocks))))
    wide = len(blocks) > 2 and found and found[0][1] >= enough
    return found[0][0] if wide else None


def _form(line: str) -> str:
    """What makes two lines the same: `3 replies` and `12 replies` are, two sentences are not."""
    is_counter = len(_WORDS.findall(line)) < 3 and not line.endswith((".", "?", "!", "。"))
    return (_FIGURES.sub("#", line) if is_counter else line).casefold()


def _drop_headers(blocks: list[Block]) -> bool:
    """Takes author and time away where nearly all comments begin with them."""
    headed = [block for block in blocks if _header_of(block)]
    if len(headed) < max(2, round(_NEARLY_ALL * len(blocks))):
        return False
    for block in headed:
        header = _header_of(block)
        if header is not None:
            block.author, block.stamp, block.headers = header
            for _ in range(block.headers):
                block.drop(_FIRST)
    return True


def _header_of(block: Block) -> tuple[str, str, int] | None:
    """Author, time and the number of lines that they take, where a comment begins with both."""
    filled = [block.lines[at].strip() for at in block.filled()]
    if len(filled) > 2 and _is_name(filled[0]) and is_stamp(filled[1]):
        return filled[0], filled[1], 2
    if len(filled) > 2 and _is_name(filled[1]) and is_stamp(filled[0]):
        return filled[1], filled[0], 2
    if len(filled) > 1:
        for cut in re.finditer(r"\s*[-–—|•·,]?\s+", filled[0]):
            name, stamp = filled[0][: cut.start()], filled[0][cut.end() :]
            if _is_name(name) and is_stamp(stamp):
                return name, stamp, 1
    return None


def _is_name(line: str) -> bool:
    closed = line.endswith((".", "?", "!"))
    return 0 < len(line) <= LONGEST_NAME and not is_stamp(line) and not closed

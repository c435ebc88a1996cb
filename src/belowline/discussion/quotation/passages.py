"""The paragraphs of a Markdown text, with their lines and how deep in blockquotes each stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINES = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_MARKS = re.compile(r"(?: {0,3}>)+ ?")
_FENCE = re.compile(r" {0,3}(```++|~~~++)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: lines `start_line` up to but not including `end_line`, counted from 0.

    `text` is its Markdown without the `>` marks, lines joined by a newline. `depth` is the number
    of blockquotes around it. `offset` is the place of its first character in the whole text; where
    `depth` is 0, the whole text reads the same as `text` from there on.
    """

    start_line: int
    end_line: int
    text: str
    depth: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    depth: int
    offset: int


def passages(text: str) -> tuple[Passage, ...]:
    """Split Markdown into its paragraphs, leaving out fenced code.

    Lines are counted as markdown-it counts them. Unlike CommonMark, a line without `>` straight
    below a quoted one opens a paragraph of its own: whoever writes so has begun to answer.
    """
    found: list[Passage] = []
    block: list[_Line] = []
    for line in _lines(text):
        if block and (not line.text or line.depth != block[-1].depth):
            found.append(_passage(block))
            block = []
        if line.text:
            block.append(line)
    if block:
        found.append(_passage(block))
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    fence = ""
    for number, match in enumerate(_LINES.finditer(text)):
        marks = _MARKS.match(match[1])
        cut = marks.end() if marks else 0
        body = match[1][cut:]
        depth = marks[0].count(">") if marks else 0
        if fence:
            fence = "" if body.strip().startswith(fence) else fence
            body = ""
        elif opening := _FENCE.match(body):
            fence, body = opening[1], ""
        indent = len(body) - len(body.lstrip())
        yield _Line(number, body.strip(), depth, match.start() + cut + indent)


def _passage(block: list[_Line]) -> Passage:
    first, last = block[0], block[-1]
    joined = "\n".join(line.text for line in block)
    return Passage(first.number, last.number + 1, joined, first.depth, first.offset)

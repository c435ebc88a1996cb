"""Turns the plain text of a comment into Markdown that shows the same characters."""

import re

import regex

from belowline.core.markup.cleaning import with_plain_quote_marks, without_controls
from belowline.core.unicode.scripts import UNSPACED

_ADDRESS = regex.compile(rf"https?://[^\s<>\"{UNSPACED}]+")
_SAFE_ADDRESS = re.compile(
    r"(?:[^\W_]|[:/.?=#%+,;@()-]|(?<=[^\W_])_(?=[^\W_])|&(?!#?[A-Za-z0-9]{1,40};))+"
)
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|]")
_QUOTED = re.compile(r"(?:> )+")
_OPENS_BLOCK = re.compile(r"(?:#{1,6}|[-+=:]|\d{1,9}[.)])")
_CLOSING = ".,;:!?)'"


def markdown_text(text: str) -> str:
    """Return Markdown source that renders to the characters of `text`.

    Every sign that Markdown would read is escaped, and white space at the ends of lines, which
    no browser shows, is dropped. Two things keep their meaning: a web address stays a link (whose
    percent escapes a renderer may show decoded), and a line that begins with `> ` or with the
    full-width sign stays a quote, parted from an answer straight below it.
    """
    lines: list[str] = []
    quoted = False
    for line in with_plain_quote_marks(without_controls(text)).split("\n"):
        bare = line.strip()
        marks = _QUOTED.match(bare)
        if bare and quoted and not marks:
            lines.append("")
        quoted = bool(marks)
        mark = marks[0] if marks else ""
        lines.append(mark + _line(bare[len(mark) :].strip()))
    return "\n".join(lines)


def _line(line: str) -> str:
    parts: list[str] = []
    place = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(_CLOSING)
        parts += (_escaped(line[place : match.start()]), _address(address))
        place = match.start() + len(address)
    parts.append(_escaped(line[place:]))
    written = "".join(parts)
    opening = _OPENS_BLOCK.match(written)
    if not opening:
        return written
    # A backslash before a digit would be shown, so a number's dot is escaped instead.
    at = opening.end() - 1 if written[0].isdigit() else 0
    return f"{written[:at]}\\{written[at:]}"


def _address(address: str) -> str:
    return address if _SAFE_ADDRESS.fullmatch(address) else f"<{address}>"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)

"""Cuts a reply by email down to what was written for it.

What follows is the mail that is replied to, as mail programs put it there, and what they or their
owners put under every mail. Our mails say with MARK where they begin, whatever the language; above
that stand one to three lines that no standard describes.
"""

import re

MARK = "##-"
"""Stands in the first line of a mail that can be replied to."""
_MOST_LINES = 3
_FOLLOWED_WITHIN = 5
_SHORT = 8
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b|(?:19|20)[0-9]{2}年")
_FROM = re.compile(r"[>\s*]*(?:from|差出人|送信元|送信者)\s*\**\s*[:：]", re.IGNORECASE)
_OTHER_HEADER = re.compile(
    r"[>\s*]*(?:to|sent|date|subject|宛先|送信日時|日時|日付|件名)\s*\**\s*[:：]", re.IGNORECASE
)
_RULE = re.compile(r"\s*(?:_{5,}|-{2,}[^-]{0,60}-{2,})\s*")
_SENT_BY = re.compile(
    r"\s*(?:sent from my \S|get outlook for \S|sent with \S|sent via \S"
    r"|\S{1,20}\s?から送信|outlook for \S{1,20} を入手|iphone\s*から\s*送信).{0,80}",
    re.IGNORECASE,
)


def without_quoted_tail(text: str) -> str:
    """What stands before the mail that is replied to, and before a signature; perhaps nothing.

    Lines that the writer quoted in between stay.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = lines[: _first(lines)]
    _strip_quoted(lines)
    _strip_introduction(lines)
    lines = lines[: _signature(lines)]
    _strip_blank(lines)
    while lines and _SENT_BY.fullmatch(lines[-1]):
        lines.pop()
        _strip_blank(lines)
    return "\n".join(lines).strip()


def _first(lines: list[str]) -> int:
    """Where the other mail begins: by our mark, or by the headers that a program copied."""
    for number, line in enumerate(lines):
        if MARK in line:
            return number
        after = lines[number + 1 : number + _FOLLOWED_WITHIN]
        if _FROM.match(line) and any(_OTHER_HEADER.match(it) for it in after):
            return number
    return len(lines)


def _strip_quoted(lines: list[str]) -> None:
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith((">", "＞"))):
        lines.pop()


def _strip_introduction(lines: list[str]) -> None:
    """Takes away "On …, … wrote:", which has a year, ends with a colon, and may be wrapped; and
    the rule that some programs draw.
    """
    if lines and lines[-1].rstrip().endswith((":", "：")):
        for most in range(1, _MOST_LINES + 1):
            last = lines[-most:]
            if _YEAR.search(" ".join(last)) and _is_told(last):
                del lines[-most:]
                break
    _strip_blank(lines)
    while lines and _RULE.fullmatch(lines[-1]):
        lines.pop()
        _strip_blank(lines)


def _is_told(lines: list[str]) -> bool:
    """Whether they name who wrote: by an address, or by a word for it."""
    joined = " ".join(lines).lower()
    return "@" in joined or joined.rstrip(":： ").endswith(("wrote", "のメール", "書きました"))


def _signature(lines: list[str]) -> int:
    """Where one begins (RFC 3676, 4.3); some programs drop the space behind the hyphens."""
    for number, line in enumerate(lines):
        if line == "-- " or (line == "--" and len(lines) - number <= _SHORT):
            return number
    return len(lines)


def _strip_blank(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()

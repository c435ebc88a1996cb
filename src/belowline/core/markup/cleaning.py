"""The door for texts from outside: bounds and tidies them before anything else reads them."""

import re

from belowline.core.markup.bounds import check_size, too_long
from belowline.core.unicode.marks import is_drawn, without_towers

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LAST_TWO = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
# Control characters (a database may refuse NUL), noncharacters, halves of characters, which JSON
# can carry and UTF-8 cannot, the two that turn the text's direction around against its reader's
# will, and format controls that Unicode has given up.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1d\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    f"\u202d\u202e\u206a-\u206f\ufff9-\ufffb{_LAST_TWO}]"
)
_HYPHEN = "\x1e"
"""Word's hyphen that does not break; its optional one, U+001F, is only seen at a line's end."""
_ENDS = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_TURNS = re.compile("[\u202a-\u202c\u2066-\u2069]")
_WIDE_QUOTE = "\uff1e"
_MARK = re.compile(f"[>{_WIDE_QUOTE}]")
# Not where a closing sign follows: two brackets with little between them are a face.
_QUOTE_MARKS = re.compile(
    rf"^[ \u3000]{{0,3}}(?:[>{_WIDE_QUOTE}][ \u3000]?)++(?!.{{0,6}}[<\uff1c])", re.MULTILINE
)


def clean_text(text: str, *, most: int, field: str = "text") -> str:
    """Markdown as it is kept: one kind of line end, no control characters, no towers of marks.

    A full-width quote mark that opens a line becomes `>`. Empty where nothing in it is drawn.
    Raises Invalid for what is far longer than `most` characters; who calls counts them.
    """
    check_size(text, most=most, field=field)
    lines = (_without_stray_turns(line).rstrip() for line in without_controls(text).split("\n"))
    cleaned = without_towers("\n".join(lines).strip())
    return with_plain_quote_marks(cleaned) if is_drawn(cleaned) else ""


def clean_line(text: str, *, most: int, field: str | None = None) -> str:
    """A name, a headline or a note as it is kept, on one line; empty where nothing in it is drawn.

    It has no signs that turn the text's direction, since others stand beside it on its line.
    Raises Invalid for one of more than `most` code points.
    """
    check_size(text, most=most, field=field)
    line = " ".join(without_towers(_TURNS.sub("", without_controls(text))).split())
    if len(line) > most:
        raise too_long(most, field)
    return line if is_drawn(line) else ""


def without_controls(text: str) -> str:
    """The text with its line and page breaks as newlines and without other control characters."""
    if text.replace("\n", "").isprintable():
        return text  # Most are: nothing in them is a control, a break or half a character.
    return without_unwanted(_BREAKS.sub("\n", text).replace(_HYPHEN, "-"))


def without_unwanted(text: str) -> str:
    """The text without the characters that are kept nowhere."""
    return _UNWANTED.sub("", text)


def is_clean(text: str) -> bool:
    """Whether the text has no control characters at all; for ids, which nobody may change."""
    return without_controls(text) == text and "\n" not in text


def with_plain_quote_marks(text: str) -> str:
    """The text with `> ` for each full-width quote mark that opens a line."""
    return _QUOTE_MARKS.sub(_plain_marks, text) if _WIDE_QUOTE in text else text


def without_turns(text: str) -> str:
    """The text without signs that turn its direction, for where it is cut or put in a line."""
    return text if text.isascii() else _TURNS.sub("", text)


def _without_stray_turns(line: str) -> str:
    """The line as it is where each sign that turns its direction is ended on it, else without."""
    if line.isascii():
        return line
    awaited: list[str] = []
    for sign in _TURNS.findall(line):
        if sign in _ENDS:
            awaited.append(_ENDS[sign])
        elif not awaited or awaited.pop() != sign:
            return _TURNS.sub("", line)
    return _TURNS.sub("", line) if awaited else line


def _plain_marks(marks: re.Match[str]) -> str:
    if _WIDE_QUOTE not in marks[0]:
        return marks[0]
    plain = "> " * len(_MARK.findall(marks[0]))
    return plain.rstrip() if marks.string[marks.end() : marks.end() + 1] in ("", "\n") else plain

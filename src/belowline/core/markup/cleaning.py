"""Tidies what was typed before it is kept."""

import re

# Control characters (a database may refuse NUL), the two that turn the text's direction around
# against its reader's will, and halves of characters, which JSON can carry and UTF-8 cannot.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ufeff\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text with one kind of line end, no control characters and no blank space around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNWANTED.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").strip()

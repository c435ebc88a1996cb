"""What hangs on a letter and takes no room of its own, and what is not drawn at all."""

import regex

_HANGING = r"[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\uff9e\uff9f]"
_HANG_ON = regex.compile(rf"({_HANGING}{{10}}){_HANGING}++")
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}+")
# Not drawn, or only on something else; the last few are letters and symbols that are blank.
_DRAWN = regex.compile(
    r"[^\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800\ufffc\U0001d159\U00013441\U00013442]"
)


def without_towers(text: str) -> str:
    """The text with at most ten marks, joiners and other signs of no width on each letter.

    UAX 15's Stream-Safe Text Format allows 30; no script needs more than eight. Whatever sorts or
    composes marks takes the square of their number.
    """
    return text if text.isascii() else _HANG_ON.sub(r"\1", text)


def without_ignorables(text: str) -> str:
    """The text without characters that a reader is not to see (Default_Ignorable_Code_Point)."""
    return text if text.isascii() else _IGNORABLE.sub("", text)


def is_drawn(text: str) -> bool:
    """Whether anything of these characters is seen on a page."""
    return _DRAWN.search(text) is not None

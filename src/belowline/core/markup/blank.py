"""Whether a comment's Markdown shows anything at all."""

import re

from belowline.core.markup.comment import render_comment
from belowline.core.markup.plain import plain_text
from belowline.core.unicode.marks import is_drawn

# What begins with a sign that Markdown reads in no other way is shown; most comments do.
_OPENING = re.compile(r"(?:> ?)*(?:\d+(?![\d.)])|[^\s\d\\`*_\[<>&~+-])")
_OPENING_WITHOUT_LINKS = re.compile(r"(?:> ?)*(?:\d+(?![\d.)])|[^\s\d\\`*_<>&~+-])")


def shows_anything(text: str) -> bool:
    """Whether somebody who looks at the comment sees something: not of ` `, `>` or `[](address)`.

    `text` is clean; a link or a list with nothing in it is nothing.
    """
    opening = (_OPENING if "](" in text else _OPENING_WITHOUT_LINKS).match(text)
    if opening and is_drawn(opening[0].lstrip("> ")):
        return True
    return is_drawn(plain_text(render_comment(text)))

"""Plain words of rendered HTML, for feeds, structured data and search."""

import html
import re

_BLOCK_END = re.compile(r"</(?:p|li|blockquote|pre)>|<br ?/?>")
_CITE = re.compile(r"<cite.*?</cite>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def plain_text(rendered: str) -> str:
    """The text that a person reads in sanitised HTML, citations left out, blocks on lines."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", _CITE.sub("", rendered)))
    lines = (line.strip() for line in html.unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)

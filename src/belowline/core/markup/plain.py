"""Plain words of rendered HTML, for feeds, structured data and search."""

import html
import re

from belowline.core.markup.cleaning import without_turns

_BLOCK_END = re.compile(r"</(?:p|li|blockquote|pre)>|<br ?/?>")
_CITE = re.compile(r"<cite.*?</cite>", re.DOTALL)
_QUOTE = re.compile(r"<(/?)blockquote\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_text(rendered: str) -> str:
    """The text that a person reads in sanitised HTML, citations left out, blocks on lines."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", _CITE.sub("", rendered)))
    lines = (line.strip() for line in without_turns(html.unescape(text)).split("\n"))
    return "\n".join(line for line in lines if line)


def without_quotes(rendered: str) -> str:
    """Sanitised HTML without what it quotes, however deep."""
    kept, start, depth = [], 0, 0
    for edge in _QUOTE.finditer(rendered):
        if depth == 0:
            kept.append(rendered[start : edge.start()])
        depth += -1 if edge[1] else 1
        start = edge.end()
    return "".join([*kept, rendered[start:]])


def own_words(rendered: str) -> str:
    """What a person reads in a comment on one line, without what it quotes."""
    return " ".join(plain_text(without_quotes(rendered)).split())


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2, Char) cannot carry."""
    return _NOT_IN_XML.sub("", text)

"""Where the paragraphs of an article end."""

import re

_EDGE = re.compile(r"<(/?)(p|blockquote|[uo]l|li|table|figure|aside|pre)\b[^>]*>")


def ends_of_paragraphs(html: str) -> list[int]:
    """The places in sanitised HTML behind each paragraph that stands in no quotation, list or
    table.
    """
    ends, depth = [], 0
    for edge in _EDGE.finditer(html):
        if edge[2] != "p":
            depth += -1 if edge[1] else 1
        elif edge[1] and depth == 0:
            ends.append(edge.end())
    return ends

"""Turns a saved HTML page into the lines that the same page has when it is saved as text."""

import re

from lxml import etree

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h1)\b", re.I)
_DROPPED = frozenset(
    ["script", "style", "nav", "template", "noscript", "svg", "head", "select", "textarea"]
)
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"]
).union(
    ["img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike"],
    ["strong", "sub", "sup", "time", "tt", "u", "var", "wbr"],
)
_SPACES = re.compile(r"[ \t\n\f]+")
_XML_HEADER = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def is_html(text: str) -> bool:
    """Tell whether a file's text is HTML."""
    return bool(_HTML.match(_XML_HEADER.sub("", text[:4096], count=1)))


def html_text(text: str) -> str:
    """Return what an HTML page shows as paragraphs with a blank line between them.

    A blockquote's lines begin with `> `, one mark for each that surrounds them. Scripts, styles
    and navigation are left out.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    writer = _Writer()
    if root is not None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                writer.opened(element)
                if element.tag in _DROPPED:
                    walk.skip_subtree()
            else:
                writer.closed(element)
    writer.end_paragraph()
    return "\n\n".join(writer.paragraphs)


class _Writer:
    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._line: list[str] = []
        self._depth = 0

    def opened(self, element: etree._Element) -> None:
        if element.tag == "br":
            self._line.append("\n")
        elif element.tag not in _INLINE:
            self.end_paragraph()
        if element.tag == "blockquote":
            self._depth += 1
        if element.tag not in _DROPPED:
            self._add(element.text)

    def closed(self, element: etree._Element) -> None:
        if element.tag not in _INLINE and element.tag != "br":
            self.end_paragraph()
        if element.tag == "blockquote":
            self._depth -= 1
        self._add(element.tail)

    def end_paragraph(self) -> None:
        shown = "".join(self._line).split("\n")
        self._line = []
        lines = [_SPACES.sub(" ", line).strip(" ") for line in shown]
        mark = "> " * self._depth
        for paragraph in "\n".join(lines).strip("\n").split("\n\n"):
            kept = [mark + line for line in paragraph.split("\n") if line]
            if kept:
                self.paragraphs.append("\n".join(kept))

    def _add(self, text: str | None) -> None:
        if text:
            self._line.append(_SPACES.sub(" ", text))

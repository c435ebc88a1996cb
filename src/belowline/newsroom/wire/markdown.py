"""Turns the texts of a wire into Markdown that shows the same, and nothing but text and links."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from belowline.newsroom.wire.lines import web_address

_DROPPED = frozenset(
    {"script", "style", "template", "head", "title", "iframe", "object", "embed", "form", "svg"}
    | {"math", "noscript", "select", "textarea", "button", "figure", "audio", "video"}
)
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "body", "html", "header", "footer", "main", "aside"}
    | {"address", "dl", "dt", "dd", "pre", "center", "table", "thead", "tbody", "tfoot", "tr"}
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~])")
_OPENING = re.compile(r"^(\s*)([#+=-]|\d{1,9}[.)])", re.MULTILINE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_DEEPEST = 60


def markdown_of_html(markup: str) -> str:
    """The Markdown of an HTML text: paragraphs, headings, lists, quotes, emphasis and links."""
    if not markup.strip():
        return ""
    try:
        root = lxml_html.document_fromstring(markup, parser=_parser())
    except (etree.LxmlError, ValueError):
        return markdown_of_text(re.sub(r"<[^>]*>", " ", markup))
    return markdown_of_element(root)


def markdown_of_element(root: etree._Element) -> str:
    """The Markdown of an element of HTML or XHTML and all that is in it."""
    return "\n\n".join(_Writer().blocks(root, 0))


def markdown_of_text(text: str) -> str:
    """The Markdown of plain text: paragraphs by empty lines, or else by lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _PARAGRAPHS.split(text) if _PARAGRAPHS.search(text) else text.split("\n")
    return "\n\n".join(_escaped(part).strip() for part in parts if part.strip())


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(
        encoding=None, remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )


class _Writer:
    """Writes blocks; what is inline gathers until a block begins or ends."""

    def __init__(self) -> None:
        self._line: list[str] = []

    def blocks(self, element: etree._Element, depth: int) -> Iterator[str]:
        """The blocks of an element's content."""
        self._line.append(_text(element.text))
        for child in element:
            name = _name(child)
            if name and name not in _DROPPED and depth < _DEEPEST:
                yield from self._child(child, name, depth)
            self._line.append(_text(child.tail))
        yield from self._ended()

    def _child(self, child: etree._Element, name: str, depth: int) -> Iterator[str]:
        if name in _HEADINGS:
            yield from self._ended()
            yield from (_HEADINGS[name] + _one_line(each) for each in self.blocks(child, depth + 1))
        elif name in {"ul", "ol"}:
            yield from self._ended()
            yield from _listed(child, name, depth)
        elif name == "blockquote":
            yield from self._ended()
            inner = "\n\n".join(_Writer().blocks(child, depth + 1))
            yield re.sub("^", "> ", inner, flags=re.MULTILINE) if inner else ""
        elif name in _BLOCKS:
            yield from self._ended()
            yield from self.blocks(child, depth + 1)
        else:
            space = " " if name in {"td", "th"} else ""
            self._line += [_inline(child, depth + 1), space]

    def _ended(self) -> Iterator[str]:
        text = "\n".join(_SPACES.sub(" ", part).strip() for part in "".join(self._line).split(_BR))
        self._line.clear()
        lines = [_OPENING.sub(_opening, line) for line in text.split("\n") if line]
        if lines:
            yield "\\\n".join(lines)


_BR = "\x00"


def _listed(element: etree._Element, name: str, depth: int) -> Iterator[str]:
    entries = []
    for number, child in enumerate((it for it in element if _name(it) == "li"), start=1):
        mark = "- " if name == "ul" else f"{number}. "
        inner = "\n\n".join(each for each in _Writer().blocks(child, depth + 1) if each)
        entries.append(mark + inner.replace("\n", "\n" + " " * len(mark)))
    if entries:
        yield "\n".join(entries)


def _inline(element: etree._Element, depth: int) -> str:
    name = _name(element)
    if name == "br":
        return _BR
    parts = [_text(element.text)]
    for child in element:
        if _name(child) and _name(child) not in _DROPPED and depth < _DEEPEST:
            space = " " if _name(child) in _BLOCKS else ""
            parts += [space, _inline(child, depth + 1), space]
        parts.append(_text(child.tail))
    inner = "".join(parts)
    words = inner.strip()
    if not words or _BR in inner:
        return inner
    before, after = (" " if inner[0].isspace() else ""), (" " if inner[-1].isspace() else "")
    if name in _MARKS:
        words = f"{_MARKS[name]}{words}{_MARKS[name]}"
    elif name == "a" and (address := web_address(element.get("href") or "")):
        words = f"[{words}](<{_in_link(address)}>)"
    return f"{before}{words}{after}"


def _in_link(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


def _name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(text: str | None) -> str:
    return _escaped_signs(text.replace(_BR, "")) if text else ""


def _escaped(text: str) -> str:
    return "\n".join(
        _OPENING.sub(_opening, _escaped_signs(_SPACES.sub(" ", line).strip()))
        for line in text.split("\n")
    )


def _escaped_signs(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _opening(match: re.Match[str]) -> str:
    """The sign that would open a list, a heading or a rule, as a sign."""
    mark = match[2]
    return f"{match[1]}{mark[:-1]}\\{mark[-1]}"


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ")

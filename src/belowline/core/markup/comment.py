"""Renders a comment, with the quotes and addresses that were recognised in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from belowline.core.markup.parser import comment_parser
from belowline.core.markup.sanitizer import sanitize_comment

_parser = comment_parser()
_parser_without_links = comment_parser().disable("linkify")


@dataclass(frozen=True, slots=True)
class Citation:
    """Lines `start` to `end` (0-based, half open) of the text are a quote of `href`.

    `passage` is the quote as it is to be shown, without marks; `label` names who is quoted. Where
    it is no name, `kind` says so (`article`, `unnamed`), and each page uses its own words.
    """

    start: int
    end: int
    passage: str
    label: str
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """The words `words` that open line `line` of the text address `href`."""

    line: int
    words: str
    href: str


def render_comment(
    text: str, citations: Sequence[Citation] = (), addresses: Sequence[Address] = ()
) -> str:
    """The safe HTML of a comment's Markdown, each recognised quote with its source above it."""
    source, cited, addressed = _rewrite(text, citations, addresses)
    parser = _parser if _may_hold_links(source) else _parser_without_links
    tokens = list(_with_citations(parser.parse(source), cited))
    for token in tokens:
        if token.type == "inline" and token.map and token.map[0] in addressed:
            _link_first_words(token, addressed[token.map[0]])
    return sanitize_comment(_parser.renderer.render(tokens, _parser.options, {})).strip()


def _may_hold_links(source: str) -> bool:
    """Whether looking for bare addresses is worth it; the look takes as long as all the rest."""
    return "//" in source or "mailto:" in source.casefold()


def _rewrite(
    text: str, citations: Sequence[Citation], addresses: Sequence[Address]
) -> tuple[str, dict[int, Citation], dict[int, Address]]:
    """Turns each cited passage into a Markdown quote; tells on which lines things are then."""
    starts = {citation.start: citation for citation in citations}
    opened = {address.line: address for address in addresses}
    lines: list[str] = []
    cited: dict[int, Citation] = {}
    addressed: dict[int, Address] = {}
    skip_to = 0
    for number, line in enumerate(text.split("\n")):
        if number in starts:
            citation = starts[number]
            lines.append("")
            cited[len(lines)] = citation
            lines.extend(f"> {quoted}".rstrip() for quoted in citation.passage.split("\n"))
            lines.append("")
            skip_to = citation.end
        if number < skip_to:
            continue
        if number in opened:
            addressed[len(lines)] = opened[number]
        lines.append(line)
    return "\n".join(lines), cited, addressed


def _with_citations(tokens: Iterable[Token], cited: dict[int, Citation]) -> Iterable[Token]:
    for token in tokens:
        yield token
        if token.type != "blockquote_open" or token.map is None or token.level:
            continue
        citation = cited.get(token.map[0])
        if citation is not None:
            yield Token("html_block", "", 0, content=_cite(citation))


def _cite(citation: Citation) -> str:
    kind = f' class="{citation.kind}"' if citation.kind else ""
    return f'<cite{kind}><a href="{escape(citation.href)}">{escape(citation.label)}</a></cite>'


def _link_first_words(paragraph: Token, address: Address) -> None:
    children = paragraph.children or []
    if not children or not children[0].content.startswith(address.words):
        return
    first = children[0]
    opening = Token("link_open", "a", 1, attrs={"class": "mention", "href": address.href})
    opening.meta = {"inward": True}
    words = Token("text", "", 0, content=address.words)
    first.content = first.content.removeprefix(address.words)
    paragraph.children = [opening, words, Token("link_close", "a", -1), *children]

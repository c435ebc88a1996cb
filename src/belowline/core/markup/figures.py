"""Figures in an article: a line `![words](picture:ref)`, which whoever prints the text fills in."""

import re
from collections.abc import Callable, MutableMapping, Sequence
from html import escape, unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

_LINE = re.compile(r"!\[([^\]\n]{0,1000})\]\(picture:([0-9a-z]{13})\)[ \t]*")
_REF = re.compile(r"\(picture:([0-9a-z]{13})\)")
_PLACE = re.compile(r'<figure data-figure="([0-9a-z]{13})" data-alt="([^"]*)"></figure>')
ATTRIBUTES = frozenset({"data-alt", "data-figure"})


def add_figures(parser: MarkdownIt) -> None:
    """Lets the parser know such lines, where they stand by themselves and in nothing else."""
    parser.block.ruler.before("paragraph", "figure", _figure, {"alt": ["paragraph", "reference"]})
    parser.add_render_rule("figure", _place)


def figures_in(html: str) -> list[tuple[str, str]]:
    """The figures of a rendered article in their order, each as its ref and its words."""
    return [(found[1], unescape(found[2])) for found in _PLACE.finditer(html)]


def has_figures(html: str) -> bool:
    """Whether a rendered article has any."""
    return "<figure data-figure=" in html


def refs_in(text: str) -> list[str]:
    """What figures of this Markdown may refer to; more than do, where it stands in code."""
    return _REF.findall(text)


def filled_figures(html: str, draw: Callable[[str, str], str]) -> str:
    """The rendered article with each figure as `draw` makes it from its ref and its words."""
    return _PLACE.sub(lambda found: draw(found[1], unescape(found[2])), html)


def _figure(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule
    del end
    if state.level or state.is_code_block(line):
        return False
    start = state.bMarks[line] + state.tShift[line]
    found = _LINE.fullmatch(state.src, start, state.eMarks[line])
    if found is None:
        return False
    if not silent:
        token = state.push("figure", "figure", 0)
        token.attrs = {"data-figure": found[2], "data-alt": " ".join(found[1].split())}
        state.line = line + 1
    return True


def _place(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    del renderer, options, env
    attrs = tokens[index].attrs
    ref, words = attrs["data-figure"], escape(str(attrs["data-alt"]))
    return f'<figure data-figure="{ref}" data-alt="{words}"></figure>\n'

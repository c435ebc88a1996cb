"""The Markdown dialects: CommonMark without what does not belong in a comment."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from belowline.core.markup.bare_addresses import BareAddresses
from belowline.core.markup.figures import add_figures
from belowline.core.markup.nesting import flatten_deep_blocks

_NOT_IN_COMMENTS = ["heading", "lheading", "hr", "html_block", "html_inline", "image", "reference"]
_SAFE_LINK = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
REL = "nofollow ugc noopener"


def comment_parser(*, breaks: bool = True) -> MarkdownIt:
    """Emphasis, links, lists, quotes and code; bare links become links.

    With `breaks` a line break typed is a line break shown, which is what people expect of a
    comment field; without it line ends are CommonMark's.
    """
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": breaks})
    parser.enable("linkify").disable(_NOT_IN_COMMENTS)
    parser.linkify = BareAddresses()
    flatten_deep_blocks(parser)
    parser.validateLink = _is_safe  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _outward_link)
    return parser


def article_parser() -> MarkdownIt:
    """CommonMark without raw HTML, with figures, for the newsroom's own texts."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(["image"])
    add_figures(parser)
    flatten_deep_blocks(parser)
    return parser


def _is_safe(url: str) -> bool:
    return _SAFE_LINK.fullmatch(url) is not None


def _outward_link(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    token = tokens[index]
    if token.meta.get("inward") is None:
        token.attrs = {"href": token.attrs["href"], "rel": REL}
    return str(renderer.renderToken(tokens, index, options, env))  # type: ignore[attr-defined]

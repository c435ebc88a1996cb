"""Ends the nesting of quotes and lists before the parser does, which leaves out what is deeper."""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block

_DEEPEST = 20
"""Levels of blocks: a quote is one, a list with its item two."""
_WITHIN = 4
"""Levels that a list, its item and a paragraph need. No more: the parser's other use of its limit
is to try each `[` as often."""
_Rule = Callable[[StateBlock, int, int, bool], bool]
_ENDED_BY_QUOTE = ["paragraph", "reference", "blockquote", "list"]
_ENDED_BY_LIST = ["paragraph", "reference", "blockquote"]


def flatten_deep_blocks(parser: MarkdownIt) -> None:
    """What is nested deeper becomes text of the deepest quote or list."""
    parser.options["maxNesting"] = _DEEPEST + _WITHIN
    parser.block.ruler.at("blockquote", _quote, {"alt": _ENDED_BY_QUOTE})
    parser.block.ruler.at("list", _list, {"alt": _ENDED_BY_LIST})


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    if state.level < _DEEPEST:
        return blockquote(state, start, end, silent)
    _leave_marks_out(state, start)
    return False


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - theirs
    return state.level < _DEEPEST and list_block(state, start, end, silent)


def _leave_marks_out(state: StateBlock, line: int) -> None:
    at = state.bMarks[line] + state.tShift[line]
    end = state.eMarks[line]
    while at < end and state.src[at] in "> ":
        at += 1
    state.bMarks[line], state.tShift[line] = at, 0

"""Finds patterns in a text in time that follows the text's length, whatever the pattern (RE2)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import re2

from belowline.moderation.screening.spans import Span

LARGEST = 2_000
"""Instructions that a pattern may come to, as RE2 counts them."""
LONGEST = 300
"""Characters of a pattern."""
_MEMORY = 8_000_000
_BYTES = 64
"""About what RE2 keeps for an instruction, with the states that it works out from them."""


class PatternRefusedError(ValueError):
    """A pattern that cannot be used; `is_large` says that it can be read, and is too large."""

    def __init__(self, why: str, *, is_large: bool = False) -> None:
        super().__init__(why)
        self.is_large = is_large


class Patterns:
    """Lists of patterns by number, of which mostly none is found: they are tried together first."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        self._each = [
            (number, compiled(pattern)) for number, them in enumerate(lists) for pattern in them
        ]
        self._any = _together([pattern for them in lists for pattern in them])
        self.weight = _BYTES * sum(int(it.programsize) for _, it in self._each) * 2

    def find(self, text: str) -> Mapping[int, list[Span]]:
        """Where patterns of which lists stand; a list that has none is not there."""
        found: dict[int, list[Span]] = {}
        if not self._each or (self._any is not None and self._any.search(text) is None):
            return found
        for number, pattern in self._each:
            spans = list(_spans(pattern, text))
            if spans:
                found.setdefault(number, []).extend(spans)
        return found


@lru_cache(maxsize=1_000)
def compiled(pattern: str) -> Any:
    """The pattern, ready. Raises PatternRefusedError."""
    if len(pattern) > LONGEST:
        raise PatternRefusedError("", is_large=True)
    try:
        ready = re2.compile(pattern, _options())
    except re2.error as fault:
        raise PatternRefusedError(_said(fault)) from fault
    if max(ready.programsize, ready.reverseprogramsize) > LARGEST:
        raise PatternRefusedError("", is_large=True)
    if ready.search("") is not None:
        raise PatternRefusedError("", is_large=False)
    return ready


def _together(patterns: Sequence[str]) -> Any | None:
    """All of them in one; None where there is none, or they are too many for one."""
    if not patterns:
        return None
    try:
        return re2.compile("|".join(f"(?:{pattern})" for pattern in patterns), _options())
    except re2.error:
        return None


def _spans(pattern: Any, text: str) -> Iterator[Span]:
    for found in pattern.finditer(text):
        if found.end() > found.start():
            yield found.span()


def _options() -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    options.case_sensitive = False
    return options


def _said(fault: Exception) -> str:
    words = fault.args[0] if fault.args else ""
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)

"""How a case keeps the refs of the rules that brought its comment up, each to be searched for."""

from collections.abc import Iterable

_MOST = 10
"""The first ones: a case has room for no more, and hardly ever has more than two."""


def kept_rules(refs: Iterable[str]) -> str:
    """The refs as they are kept, each once; empty for none."""
    joined = " ".join(list(dict.fromkeys(refs))[:_MOST])
    return f" {joined} " if joined else ""

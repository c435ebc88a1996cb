"""How a column keeps the codes of labels: one after another, each to be searched for."""

from collections.abc import Iterable


def kept_labels(codes: Iterable[str]) -> str:
    """The codes as they are kept, in their order; empty for none."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""


def labels_in(kept: str) -> list[str]:
    """The codes that are kept so."""
    return kept.split()

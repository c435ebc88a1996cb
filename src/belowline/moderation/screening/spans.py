"""Places in a text: from which character to which, half open."""

from collections.abc import Iterable, Iterator

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The places in their order, those that touch or overlap as one."""
    kept: Span | None = None
    for start, end in sorted(spans):
        if kept is not None and start <= kept[1]:
            kept = (kept[0], max(kept[1], end))
            continue
        if kept is not None:
            yield kept
        kept = (start, end)
    if kept is not None:
        yield kept

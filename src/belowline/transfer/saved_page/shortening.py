"""Shortens what is longer than a place for it here, at a word."""


def shortened(line: str, most: int) -> str:
    """The line, or as many of its words as have room, with an ellipsis behind them."""
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{cut.rsplit(maxsplit=1)[0] if ' ' in cut else cut}…"

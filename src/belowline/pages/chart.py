"""A chart of days as SVG, drawn here: a bar for each day, and beside it the table says the same."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, _GAP = 720, 120, 2


def day_bars(numbers: Sequence[int], label: str) -> SafeString:
    """The bars of these numbers, the highest as high as there is room; `label` says what of."""
    most = max([*numbers, 1])
    step = WIDTH / max(len(numbers), 1)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                f"{at * step:.1f}",
                f"{HEIGHT - height:.1f}",
                f"{max(step - _GAP, 0.5):.1f}",
                f"{height:.1f}",
            )
            for at, number in enumerate(numbers)
            for height in [number / most * HEIGHT]
        ),
    )
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' preserveAspectRatio="none">{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        bars,
    )

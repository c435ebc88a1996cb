"""Whether what stands on what can be read: contrast as WCAG 2.2 measures it."""

from collections.abc import Iterator
from dataclasses import dataclass

from belowline.newsroom.look.tokens import Look

TEXT, SIGNS = 4.5, 3.0
"""Least contrast of text (WCAG 2.2, 1.4.3) and of what is no text (1.4.11), to 1."""
_WRITTEN = ("ink", "muted", "brand", "link", "agree", "disagree")
_BEHIND = ("paper", "card", "tint")


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on another, in one `mode` (light, dark): its contrast, and the least it must be."""

    mode: str
    front: str
    behind: str
    contrast: float
    least: float

    @property
    def passes(self) -> bool:
        """Whether it can be read."""
        return self.contrast >= self.least

    @property
    def shown(self) -> str:
        """The contrast with two digits, never rounded up."""
        return f"{int(self.contrast * 100) / 100:.2f}"


def pairs(look: Look) -> Iterator[Pair]:
    """Every pair that stands on a page, light ones first."""
    for mode in ("light", "dark"):
        shades = {name: getattr(each, mode) for name, each in look.colours.items()}
        for behind in _BEHIND:
            for front in _WRITTEN:
                yield _pair(mode, front, behind, shades, TEXT)
            yield _pair(mode, "focus", behind, shades, SIGNS)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (#rrggbb), 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _pair(mode: str, front: str, behind: str, shades: dict[str, str], least: float) -> Pair:
    return Pair(mode, front, behind, contrast(shades[front], shades[behind]), least)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, with the threshold of IEC 61966-2-1)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

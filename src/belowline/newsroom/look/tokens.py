"""What of the design a publication may set: its tokens, with those that stand where it sets none.

The standard values are those of `tokens.css`; a test holds both in step.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shades:
    """One colour, on light pages and on dark ones, as #rrggbb in small letters."""

    light: str
    dark: str


COLOURS: Mapping[str, Shades] = MappingProxyType(
    {
        "paper": Shades("#fcfbf8", "#131416"),
        "card": Shades("#ffffff", "#1b1d20"),
        "tint": Shades("#f4f1ea", "#212327"),
        "rule": Shades("#e2ded5", "#303338"),
        "ink": Shades("#17181a", "#ece9e3"),
        "muted": Shades("#5d6066", "#a3a5aa"),
        "brand": Shades("#a4161a", "#ff7b72"),
        "link": Shades("#0b4f8a", "#8cc4ff"),
        "agree": Shades("#1b6b3a", "#6fcf97"),
        "disagree": Shades("#8f3d1b", "#f2a27e"),
        "focus": Shades("#0b4f8a", "#8cc4ff"),
    }
)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface that ships: its name, its files (upright first), and what stands in for it."""

    name: str
    files: tuple[str, ...]
    is_serif: bool


TYPEFACES: Mapping[str, Typeface] = MappingProxyType(
    {
        "newsreader": Typeface(
            "Newsreader",
            ("newsreader-latin-wght-normal.woff2", "newsreader-latin-wght-italic.woff2"),
            is_serif=True,
        ),
        "source-serif-4": Typeface(
            "Source Serif 4",
            ("source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-wght-italic.woff2"),
            is_serif=True,
        ),
        "public-sans": Typeface(
            "Public Sans", ("public-sans-latin-wght-normal.woff2",), is_serif=False
        ),
        "inter": Typeface("Inter", ("inter-latin-wght-normal.woff2",), is_serif=False),
        "system-serif": Typeface("", (), is_serif=True),
        "system-sans": Typeface("", (), is_serif=False),
    }
)
MEASURES: Mapping[str, int] = MappingProxyType({"narrow": 36, "standard": 40, "wide": 44})
PAGES: Mapping[str, int] = MappingProxyType({"narrow": 64, "standard": 72, "wide": 80})
"""Widths in rem: of a column of text, and of a page."""


@dataclass(frozen=True)
class Look:
    """What a publication has set, and the standard for the rest. `reading` is the typeface of
    headlines and texts, `working` that of everything around them.
    """

    colours: Mapping[str, Shades] = field(default_factory=lambda: COLOURS, hash=False)
    reading: str = "newsreader"
    working: str = "public-sans"
    measure: str = "standard"
    page: str = "standard"

    @property
    def typefaces(self) -> tuple[Typeface, ...]:
        """Both typefaces, each once."""
        return tuple(TYPEFACES[key] for key in dict.fromkeys((self.reading, self.working)))

    @cached_property
    def digest(self) -> str:
        """32 characters that tell this look from every other."""
        return blake2b(repr(sorted(kept_form(self).items())).encode(), digest_size=16).hexdigest()


STANDARD = Look()


def kept_form(look: Look) -> dict[str, str]:
    """What of the look is not standard, as it is kept."""
    colours = {
        f"{name}-{mode}": value
        for name, shades in look.colours.items()
        for mode, value in (("light", shades.light), ("dark", shades.dark))
        if value != getattr(COLOURS[name], mode)
    }
    chosen = {
        name: getattr(look, name)
        for name in ("reading", "working", "measure", "page")
        if getattr(look, name) != getattr(STANDARD, name)
    }
    return colours | chosen


def look_of(kept: Mapping[str, str]) -> Look:
    """The look that was kept so. What is not known any more, or is no colour, is the standard."""
    return Look(
        MappingProxyType(
            {
                name: Shades(
                    _colour(kept.get(f"{name}-light"), shades.light),
                    _colour(kept.get(f"{name}-dark"), shades.dark),
                )
                for name, shades in COLOURS.items()
            }
        ),
        _one_of(TYPEFACES, kept.get("reading"), STANDARD.reading),
        _one_of(TYPEFACES, kept.get("working"), STANDARD.working),
        _one_of(MEASURES, kept.get("measure"), STANDARD.measure),
        _one_of(PAGES, kept.get("page"), STANDARD.page),
    )


def is_colour(text: str) -> bool:
    """Whether it is a colour as #rrggbb in small letters."""
    return bool(_COLOUR.fullmatch(text))


def _colour(text: str | None, otherwise: str) -> str:
    return text if text and is_colour(text) else otherwise


def _one_of(known: Mapping[str, object], key: str | None, otherwise: str) -> str:
    return key if key is not None and key in known else otherwise

"""A publication's look as a stylesheet: the tokens that it sets, and the typefaces they name."""

from collections.abc import Iterator
from functools import cache

from django.templatetags.static import static
from django.utils.html import escape, format_html

from belowline.newsroom.look.tokens import (
    COLOURS,
    MEASURES,
    PAGES,
    STANDARD,
    TYPEFACES,
    Look,
    Typeface,
)
from belowline.newsroom.queries.publications import PublicationView

_BEHIND = {
    True: 'Georgia, "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP", '
    '"Geeza Pro", "Noto Naskh Arabic", serif',
    False: 'system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Yu Gothic UI", '
    '"Noto Sans JP", "Noto Sans CJK JP", "Noto Sans Arabic", sans-serif',
}
"""What stands in for a typeface that has no such letter, by whether it has serifs."""
_SHIPPED = {STANDARD.reading, STANDARD.working}
"""Those that every page loads the names of anyway."""


def look_stylesheet(look: Look) -> str:
    """The look in CSS; empty for the standard one."""
    tokens = dict(_tokens(look))
    if not tokens:
        return ""
    declared = "".join(f"--{name}:{value};" for name, value in tokens.items())
    return "".join(_faces(look)) + f":root{{{declared}}}\n"


def preloaded_fonts(publication: PublicationView | None) -> list[str]:
    """The addresses of the upright fonts that every page of the publication needs."""
    look = publication.look if publication and publication.look else STANDARD
    return [_font(face.files[0]) for face in look.typefaces if face.files]


def masthead_name(publication: PublicationView | None) -> str:
    """What stands at the top of every page: the publication's logo, or its name."""
    if publication is None:
        return ""
    logo, dark = publication.logo, publication.dark_logo
    if logo is None:
        return escape(publication.name)
    shown = format_html(
        '<img src="/logo/{}" alt="{}" width="{}" height="{}">',
        logo.digest,
        publication.name,
        logo.width,
        logo.height,
    )
    if dark is None:
        return shown
    return format_html(
        '<picture><source media="(prefers-color-scheme: dark)" srcset="/logo/{}" width="{}" '
        'height="{}">{}</picture>',
        dark.digest,
        dark.width,
        dark.height,
        shown,
    )


def paper(publication: PublicationView | None) -> tuple[str, str]:
    """What is behind everything, on light pages and on dark ones."""
    look = publication.look if publication and publication.look else STANDARD
    shades = look.colours["paper"]
    return shades.light, shades.dark


@cache
def _font(file: str) -> str:
    return static(f"http/fonts/{file}")


def _tokens(look: Look) -> Iterator[tuple[str, str]]:
    for name, shades in look.colours.items():
        if shades != COLOURS[name]:
            yield name, f"light-dark({shades.light},{shades.dark})"
    for token, key, usual in (
        ("serif", look.reading, STANDARD.reading),
        ("sans", look.working, STANDARD.working),
    ):
        if key != usual:
            yield token, _family(TYPEFACES[key])
    if look.measure != STANDARD.measure:
        yield "measure", f"{MEASURES[look.measure]}rem"
    if look.page != STANDARD.page:
        yield "page", f"{PAGES[look.page]}rem"


def _family(face: Typeface) -> str:
    return f'"{face.name}", {_BEHIND[face.is_serif]}' if face.name else _BEHIND[face.is_serif]


def _faces(look: Look) -> Iterator[str]:
    for key in dict.fromkeys((look.reading, look.working)):
        for file in () if key in _SHIPPED else TYPEFACES[key].files:
            style = "italic" if "italic" in file else "normal"
            yield (
                f'@font-face{{font-family:"{TYPEFACES[key].name}";'
                f'src:url("{_font(file)}") format("woff2");'
                f"font-weight:200 900;font-style:{style};font-display:swap}}\n"
            )

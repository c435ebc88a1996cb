"""Whoever wrote something: name with picture or initials, and the badges beside it."""

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils.safestring import SafeString
from markupsafe import escape

from belowline.pages.filters import hue, initials

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.template.backends.jinja2 import Jinja2


def author(name: str, picture: str, ref: str) -> SafeString:
    """The name, which leads to the profile `ref`; `picture` is a digest. Either may be empty."""
    return SafeString(author_markup(name, picture, ref))


@lru_cache(maxsize=4096)
def author_markup(name: str, picture: str, ref: str) -> str:
    """The same, for what is written without a template; most of what is written is by few."""
    said = f"<bdi>{escape(name)}</bdi>"
    if ref:
        said = f'<a href="/people/{ref}">{said}</a>'
    if picture:
        address = f"/pictures/{escape(picture)}/96"
        size = 'width="32" height="32" loading="lazy" decoding="async"'
        return f'<b class="pictured"><img src="{address}" alt="" {size}>{said}</b>'
    return f'<b class="h{hue(name)}" data-i="{escape(initials(name))}">{said}</b>'


@lru_cache(maxsize=256)
def badges_markup(badges: tuple[str, ...], language: str) -> str:
    """The badges, in the order given, in the language that is spoken."""
    del language  # only told apart here
    template = cast("Jinja2", engines["pages"]).env.get_template("pages/badges.html")
    draw = cast("Callable[[tuple[str, ...]], str]", template.module.badges)  # type: ignore[attr-defined]
    return str(draw(badges))

"""Pictures on pages: their place is there before they are, in the colour that most of them has."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from belowline.core.markup.figures import filled_figures, has_figures
from belowline.newsroom.look.tokens import MEASURES, STANDARD
from belowline.newsroom.pictures.files import AVIF, JPEG
from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.pictures import PictureView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.functions import lang_attrs

_ONE_COLUMN = "(max-width: 56rem) calc(100vw - 2.5rem)"
_TEASER = "(max-width: 36rem) calc(100vw - 2.5rem), 20rem"
"""How wide a picture is drawn, as browsers are told: alone in the window, in a list of articles."""
_USUAL = 640
_THUMBNAIL = "5rem"


def teaser_frame(
    picture: PictureView, publication: PublicationView, *, is_first: bool
) -> SafeString:
    """The picture beside a headline, which says where it leads; the first is as wide as a text."""
    sizes = _in_text(publication) if is_first else _TEASER
    return _frame(picture, sizes, alt="", is_first=is_first)


def thumbnail(picture: PictureView) -> SafeString:
    """The picture as small as it is beside a link in a list."""
    return _frame(picture, _THUMBNAIL, alt="", is_first=False)


def figure(
    picture: PictureView, publication: PublicationView, *, alt: str = "", is_first: bool = False
) -> SafeString:
    """The picture with its caption and its credit; `alt` is said in place of its own words."""
    shape = " tall" if picture.height > picture.width else ""
    below = _below(picture, publication)
    framed = _frame(picture, _in_text(publication), alt=alt or picture.alt, is_first=is_first)
    return SafeString(f'<figure class="shot{shape}">{framed}{below}</figure>')


def article_html(article: ArticleView, publication: PublicationView) -> SafeString:
    """The article's text with its pictures, as many of them as may be shown now."""
    html = article.body_html or ""
    if not has_figures(html):
        return SafeString(html)
    shown = {picture.ref: picture for picture in article.pictures if picture.is_usable}
    return with_figures(html, shown, publication)


def with_figures(
    html: str, pictures: Mapping[str, PictureView], publication: PublicationView
) -> SafeString:
    """The rendered text with these pictures at their places, and nothing at those of others."""

    def draw(ref: str, alt: str) -> str:
        picture = pictures.get(ref)
        return figure(picture, publication, alt=alt) if picture else ""

    return SafeString(filled_figures(html, draw))


def _in_text(publication: PublicationView) -> str:
    look = publication.look or STANDARD
    return f"{_ONE_COLUMN}, {MEASURES[look.measure]}rem"


@lru_cache(maxsize=500)
def _frame(picture: PictureView, sizes: str, *, alt: str, is_first: bool) -> SafeString:
    """The picture with its place; `is_first`: it is seen at once, and fetched before all others.

    A rectangle of SVG colours the place, since the page's policy allows no style of its own.
    """
    return format_html(
        '<span class="frame"><svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
        '<path fill="#{}" d="M0 0h1v1H0z"/></svg><picture>'
        '<source type="image/avif" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}></picture></span>',
        picture.colour,
        _srcset(picture, AVIF),
        sizes,
        picture.address(min(_USUAL, picture.widths[-1]), JPEG),
        _srcset(picture, JPEG),
        sizes,
        picture.width,
        picture.height,
        alt,
        SafeString('fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'),
    )


def _srcset(picture: PictureView, kind: str) -> str:
    return ", ".join(f"{picture.address(width, kind)} {width}w" for width in picture.widths)


def _below(picture: PictureView, publication: PublicationView) -> str:
    if not picture.caption and not picture.credit:
        return ""
    credit = ""
    if picture.credit:
        label = escape(gettext("Picture:"))
        credit = f"<small>{label} <bdi>{escape(picture.credit)}</bdi></small>"
    words = f"<span>{escape(picture.caption)}</span> " if picture.caption else ""
    return f"<figcaption{lang_attrs(publication)}>{words}{credit}</figcaption>"

"""The one sanitiser: whatever leaves it is safe to print in a page."""

import nh3

from belowline.core.markup.cleaning import without_unwanted
from belowline.core.markup.figures import ATTRIBUTES
from belowline.core.unicode.marks import without_towers

_INLINE = {"a", "br", "cite", "code", "em", "strong"}
_BLOCK = {"blockquote", "li", "ol", "p", "pre", "ul"}
_HEADINGS = {"h2", "h3", "h4", "hr"}
_ATTRIBUTES = {"a": {"class", "href", "rel"}, "ol": {"start"}, "cite": {"class"}}

_comment = nh3.Cleaner(
    tags=_INLINE | _BLOCK,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_article = nh3.Cleaner(
    tags=_INLINE | _BLOCK | _HEADINGS | {"figure"},
    attributes=_ATTRIBUTES | {"figure": set(ATTRIBUTES)},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitize_comment(html: str) -> str:
    """Keeps the tags that a comment may have and nothing else."""
    return _drawn_tamely(_comment.clean(html))


def sanitize_article(html: str) -> str:
    """Keeps the tags that an article may have and nothing else."""
    return _drawn_tamely(_article.clean(html))


def _drawn_tamely(html: str) -> str:
    """Entities bring in what was cleaned out of the source (`&#x202e;`)."""
    return html if html.isascii() else without_towers(without_unwanted(html))

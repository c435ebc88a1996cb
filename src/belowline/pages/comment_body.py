"""What a comment's list item holds, kept once it is made: most of a page is as it was before."""

from collections.abc import Callable, Container
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.local_links import refs_in, with_local_links

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2

_KEPT = 6000
_LONGEST_KEPT = 8_000
"""Characters of a comment's HTML; longer ones are made each time, so that the rest stays kept."""


def render_comment_body(
    comment: CommentView,
    publication: PublicationView,
    on_page: Container[str],
    flat: bool,  # noqa: FBT001 - as templates call it
) -> SafeString:
    """Header, text and actions, in the language of the page.

    Links to comments whose refs are `on_page` stay on it. `flat` says that replies do not stand
    under what they answer.
    """
    linked = refs_in(comment.html)
    if comment.parent:
        linked.add(comment.parent.ref)
    here = frozenset(ref for ref in linked if ref in on_page)
    make = _kept if len(comment.html) <= _LONGEST_KEPT else _made
    return make(comment, publication, here, flat, get_language())


def _made(
    comment: CommentView,
    publication: PublicationView,
    here: frozenset[str],
    flat: bool,  # noqa: FBT001 - a cache wants its keys in their places
    language: str,
) -> SafeString:
    del language  # only told apart here; the template speaks it
    body = SafeString(with_local_links(cited(comment.html), here))
    return _macro()(comment, publication, body, here, flat)


@cache
def _macro() -> Callable[..., SafeString]:
    template = cast("Jinja2", engines["pages"]).env.get_template("pages/comment_body.html")
    return cast("Callable[..., SafeString]", template.module.comment_body)  # type: ignore[attr-defined]


_kept = lru_cache(maxsize=_KEPT)(_made)

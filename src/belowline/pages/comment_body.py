"""What a comment's list item holds, kept once it is made: most of a page is as it was before."""

from collections.abc import Callable, Container, Hashable
from functools import cache
from sys import getsizeof
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.local_links import refs_in, with_local_links

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2

_MOST = 20_000_000
_AROUND = 1_500
"""Bytes of what is kept in all, and, about, of a comment's view without its words."""


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
    key = (comment, publication, here, flat, get_language())
    return _KEPT.get(key, lambda: _make(comment, publication, here, flat=flat))


def _make(
    comment: CommentView, publication: PublicationView, here: frozenset[str], *, flat: bool
) -> SafeString:
    body = SafeString(with_local_links(cited(comment.html), here))
    return _macro()(comment, publication, body, here, flat)


@cache
def _macro() -> Callable[..., SafeString]:
    template = cast("Jinja2", engines["pages"]).env.get_template("pages/comment_body.html")
    return cast("Callable[..., SafeString]", template.module.comment_body)  # type: ignore[attr-defined]


def _weight(key: Hashable, made: SafeString) -> int:
    comment = cast("tuple[CommentView, ...]", key)[0]
    return _AROUND + getsizeof(made) + getsizeof(comment.html)


_KEPT: WeighedCache[SafeString] = WeighedCache(_MOST, _weight)

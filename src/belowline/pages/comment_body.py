"""What a comment's list item holds, kept once it is made: most of a page is as it was before."""

from collections.abc import Container, Hashable
from sys import getsizeof
from typing import cast

from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.comment_markup import comment_markup
from belowline.pages.local_links import refs_in, with_local_links

_MOST = 20_000_000
_AROUND = 1_500
"""Bytes of what is kept in all, and, about, of a comment's view without its words."""


def comment_body(
    comment: CommentView,
    publication: PublicationView,
    on_page: Container[str],
    *,
    flat: bool,
    language: str,
) -> str:
    """Header, text and actions, as markup in this language, which is the one that is spoken.

    Links to comments whose refs are `on_page` stay on it. `flat` says that replies do not stand
    under what they answer.
    """
    linked = refs_in(comment.html)
    if comment.parent:
        linked.add(comment.parent.ref)
    here = frozenset(ref for ref in linked if ref in on_page)
    key = (comment, publication, here, flat, language)

    def make() -> str:
        html = with_local_links(cited(comment.html), here)
        return comment_markup(comment, publication, html, here, flat=flat, language=language)

    return _KEPT.get(key, make)


def _weight(key: Hashable, made: str) -> int:
    comment = cast("tuple[CommentView, ...]", key)[0]
    return _AROUND + getsizeof(made) + getsizeof(comment.html)


_KEPT: WeighedCache[str] = WeighedCache(_MOST, _weight)

"""What a comment's list item holds, kept once it is made: most of a page is as it was before."""

from collections.abc import Container, Hashable
from sys import getsizeof
from typing import NamedTuple

from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.comment_markup import comment_markup
from belowline.pages.filters import labels_line, reason
from belowline.pages.local_links import refs_in, with_local_links

_MOST = 16_000_000
_AROUND = 1_500
"""Bytes of what is kept in all, and, about, of a comment's view without its words."""


class _Made(NamedTuple):
    comment: CommentView
    publication: PublicationView
    linked: frozenset[str]
    beside: tuple[frozenset[str], bool, str, str]
    markup: str


def comment_body(
    comment: CommentView,
    publication: PublicationView,
    on_page: Container[str],
    *,
    flat: bool,
    language: str,
    is_before: bool,
) -> str:
    """What opens the item, header, text and actions, as markup in this language, which is the one
    that is spoken.

    Links to comments whose refs are `on_page` stay on it. `flat` says that replies do not stand
    under what they answer, `is_before` that the article was corrected later.
    """
    why = reason(comment) if comment.status == "removed" else ""
    labels = labels_line(comment) if comment.labels else ""

    def make() -> _Made:
        linked = _linked(comment)
        here = _here(linked, on_page)
        html = with_local_links(cited(comment.html), here)
        markup = comment_markup(
            comment,
            publication,
            html,
            here,
            flat=flat,
            language=language,
            is_before=is_before,
            why=why,
            labels=labels,
        )
        return _Made(comment, publication, linked, (here, is_before, why, labels), markup)

    # By its id and not by all that it shows: comparing takes a quarter of the time of hashing.
    return _KEPT.get(
        (comment.id, flat, language),
        make,
        still=lambda made: (
            (made.comment is comment or made.comment == comment)
            and (made.publication is publication or made.publication == publication)
            and made.beside == (_here(made.linked, on_page), is_before, why, labels)
        ),
    ).markup


def _linked(comment: CommentView) -> frozenset[str]:
    """The refs of the comments to which links may lead from this one."""
    linked = refs_in(comment.html)
    return frozenset(linked | {comment.parent.ref} if comment.parent else linked)


def _here(linked: frozenset[str], on_page: Container[str]) -> frozenset[str]:
    return frozenset(ref for ref in linked if ref in on_page) if linked else linked


def _weight(key: Hashable, made: _Made) -> int:
    del key
    return _AROUND + getsizeof(made.markup) + getsizeof(made.comment.html)


_KEPT: WeighedCache[_Made] = WeighedCache(_MOST, _weight, seen=Seen(8_192))

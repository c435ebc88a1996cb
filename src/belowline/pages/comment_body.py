"""What a comment's list item holds, and of what it was made: most of a page is as it was before."""

from collections.abc import Set as AbstractSet
from sys import getsizeof
from typing import NamedTuple

from belowline.discussion.queries.comments import CommentView
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.citations import cited
from belowline.pages.comment_markup import comment_markup
from belowline.pages.filters import labels_line, reason
from belowline.pages.local_links import refs_in, with_local_links

_AROUND = 1_500
"""Bytes, about, of a comment's view without its words."""


class CommentBody(NamedTuple):
    """What opens the item, header, text and actions, as markup (as it is sent), beside what it was
    made of.
    """

    comment: CommentView
    publication: PublicationView
    linked: frozenset[str]
    here: frozenset[str]
    is_before: bool
    markup: bytes
    weight: int
    """Bytes of it, about, with the view."""


def comment_body(
    comment: CommentView,
    publication: PublicationView,
    on_page: AbstractSet[str],
    *,
    flat: bool,
    language: str,
    is_before: bool,
    last: CommentBody | None = None,
) -> CommentBody:
    """The body in this language, which is the one that is spoken; `last` is given again if it was
    made of the same.

    Links to comments whose refs are `on_page` stay on it. `flat` says that replies do not stand
    under what they answer, `is_before` that the article was corrected later.
    """
    if (
        last is not None
        and last.comment is comment
        and last.publication is publication
        and last.is_before == is_before
        and (not last.linked or last.here == _here(last.linked, on_page))
    ):
        return last
    linked = _linked(comment)
    here = _here(linked, on_page)
    markup = comment_markup(
        comment,
        publication,
        with_local_links(cited(comment.html), here),
        here,
        flat=flat,
        language=language,
        is_before=is_before,
        why=reason(comment) if comment.status == "removed" else "",
        labels=labels_line(comment) if comment.labels else "",
    )
    sent = markup.encode()
    weight = _AROUND + len(sent) + getsizeof(comment.html)
    return CommentBody(comment, publication, linked, here, is_before, sent, weight)


def _linked(comment: CommentView) -> frozenset[str]:
    """The refs of the comments to which links may lead from this one."""
    linked = refs_in(comment.html)
    return frozenset(linked | {comment.parent.ref} if comment.parent else linked)


def _here(linked: frozenset[str], on_page: AbstractSet[str]) -> frozenset[str]:
    return linked & on_page if linked else linked

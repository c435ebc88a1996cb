"""A comment's list item with the replies below it: the same on pages, in fragments, live."""

from collections.abc import Container, Hashable, Mapping, Sequence
from datetime import datetime
from sys import getsizeof

from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.pages import ThreadPage
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.comment_body import CommentBody, comment_body
from belowline.pages.comment_phrases import replies_below

_MOST = 16_000_000
_AROUND = 1_500
"""Bytes of what is kept in all, and, about, of a comment's view without its words."""


def comment_item(
    comment: CommentView,
    replies: Sequence[CommentView],
    publication: PublicationView,
    on_page: Container[str],
    flat: bool,  # noqa: FBT001 - as templates call it
    corrected_at: datetime | None,
) -> SafeString:
    """The item, in the language of the page.

    Links to comments whose refs are `on_page` stay on it. `flat` says that replies do not stand
    under what they answer. Comments from before the article was last corrected, at `corrected_at`,
    say so.
    """
    language = spoken()
    bodies = [
        comment_body(
            each,
            publication,
            on_page,
            flat=flat,
            language=language,
            is_before=_is_before(each, corrected_at),
        )
        for each in (comment, *replies)
    ]
    return SafeString(_item(bodies, language))


def comment_items(
    page: ThreadPage,
    publication: PublicationView,
    on_page: Container[str],
    corrected_at: datetime | None,
) -> SafeString:
    """The items of all groups that begin on the page, one after the other, in the same way.

    Those that are as they were the last time are kept.
    """
    language = spoken()
    groups = [(it.root, it.replies) for it in page.groups if it.root is not None]
    key = (groups[0][0].thread_id, page.order, page.flat, page.starts, language) if groups else ()
    last = _KEPT.find(key) or {}
    bodies = {
        each.id: comment_body(
            each,
            publication,
            on_page,
            flat=page.flat,
            language=language,
            is_before=_is_before(each, corrected_at),
            last=last.get(each.id),
        )
        for root, replies in groups
        for each in (root, *replies)
    }
    _KEPT.keep(key, bodies)
    items = [
        _item([bodies[each.id] for each in (root, *replies)], language) for root, replies in groups
    ]
    return SafeString("".join(items))


def _item(bodies: Sequence[CommentBody], language: str) -> str:
    """What all of them open is closed: the first one's item, with the others below it."""
    if len(bodies) == 1:
        return f"{bodies[0].markup}</article>"
    below = "".join([f"{each.markup}</article>" for each in bodies[1:]])
    summary = f"<summary>{replies_below(len(bodies) - 1, language)}</summary>"
    return (
        f'{bodies[0].markup}<details class="replies" open>{summary}'
        f'<div class="comments">{below}</div></details></article>'
    )


def _is_before(comment: CommentView, moment: datetime | None) -> bool:
    return moment is not None and comment.posted_at is not None and comment.posted_at < moment


def _weight(key: Hashable, bodies: Mapping[int, CommentBody]) -> int:
    del key
    return sum(
        _AROUND + getsizeof(it.markup) + getsizeof(it.comment.html) for it in bodies.values()
    )


_KEPT: WeighedCache[dict[int, CommentBody]] = WeighedCache(_MOST, _weight, seen=Seen(8_192))

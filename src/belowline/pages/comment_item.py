"""A comment's list item with the replies below it: the same on pages, in fragments, live."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.core.seen import Seen
from belowline.core.weighed_cache import WeighedCache
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.pages import ThreadPage
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.comment_body import CommentBody, comment_body
from belowline.pages.comment_phrases import replies_below

_CLOSE = b"</article>"
_MOST = 12_000_000
"""Bytes of what is kept in all."""


class PageItems(NamedTuple):
    """Items as markup, as it is sent: the replies that go on from an earlier page, and those of all
    groups that begin on this one, one after the other.
    """

    continued: bytes
    items: bytes


def comment_item(
    comment: CommentView,
    replies: Sequence[CommentView],
    publication: PublicationView,
    on_page: AbstractSet[str],
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
    return SafeString(b"".join(_item(bodies, language)).decode())


def page_items(
    page: ThreadPage, publication: PublicationView, corrected_at: datetime | None
) -> PageItems:
    """The items of a whole page in the same way. Those that are as they were the last time are
    kept.
    """
    language = spoken()
    comments = page.comments
    on_page = {each.ref for each in comments}
    of = comments[0].thread_id if comments else 0
    keys = {order: (of, order, page.flat, page.starts, language) for order in Order}
    key = keys.pop(page.order)
    # What is not kept in this order may be in another: a discussion that grows long gets one.
    last = _KEPT.find(key) or next(filter(None, map(_KEPT.find, keys.values())), {})
    before = {it.id for it in comments if _is_before(it, corrected_at)} if corrected_at else set()
    bodies = {
        each.id: comment_body(
            each,
            publication,
            on_page,
            flat=page.flat,
            language=language,
            is_before=each.id in before,
            last=last.get(each.id),
        )
        for each in comments
    }
    _KEPT.keep(key, bodies, seen_as=of if page.starts else None)
    continued: list[bytes] = []
    items: list[bytes] = []
    for group in page.groups:
        replies = [bodies[each.id] for each in group.replies]
        if group.root is None:  # only the first one
            continued += [part for each in replies for part in (each.markup, _CLOSE)]
        else:
            items += _item([bodies[group.root.id], *replies], language)
    return PageItems(b"".join(continued), b"".join(items))


def _item(bodies: Sequence[CommentBody], language: str) -> list[bytes]:
    """What all of them open is closed: the first one's item, with the others below it."""
    first, *others = bodies
    if not others:
        return [first.markup, _CLOSE]
    summary = f"<summary>{replies_below(len(others), language)}</summary>"
    opens = f'<details class="replies" open>{summary}<div class="comments">'.encode()
    below = [part for each in others for part in (each.markup, _CLOSE)]
    return [first.markup, opens, *below, b"</div></details>", _CLOSE]


def _is_before(comment: CommentView, moment: datetime | None) -> bool:
    return moment is not None and comment.posted_at is not None and comment.posted_at < moment


def _weight(key: Hashable, bodies: Mapping[int, CommentBody]) -> int:
    del key
    return sum([it.weight for it in bodies.values()])


_KEPT: WeighedCache[dict[int, CommentBody]] = WeighedCache(_MOST, _weight, seen=Seen(8_192))

"""A comment's list item with the replies below it: the same on pages, in fragments, live."""

from collections.abc import Container, Sequence
from datetime import datetime

from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.pages import Group
from belowline.newsroom.queries.publications import PublicationView
from belowline.pages.comment_body import comment_body
from belowline.pages.comment_phrases import replies_below


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
    item = _item(comment, replies, publication, on_page, flat, corrected_at, spoken())
    return SafeString(item)


def comment_items(
    groups: Sequence[Group],
    publication: PublicationView,
    on_page: Container[str],
    flat: bool,  # noqa: FBT001 - as templates call it
    corrected_at: datetime | None,
) -> SafeString:
    """The items of all groups that begin on the page, one after the other, in the same way."""
    language = spoken()
    return SafeString(
        "".join(
            [
                _item(it.root, it.replies, publication, on_page, flat, corrected_at, language)
                for it in groups
                if it.root is not None
            ]
        )
    )


def _item(
    comment: CommentView,
    replies: Sequence[CommentView],
    publication: PublicationView,
    on_page: Container[str],
    flat: bool,  # noqa: FBT001 - handed on
    corrected_at: datetime | None,
    language: str,
) -> str:
    items = [
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
    if not replies:
        return f"{items[0]}</article>"
    below = "".join([f"{item}</article>" for item in items[1:]])
    summary = f"<summary>{replies_below(len(replies), language)}</summary>"
    return (
        f'{items[0]}<details class="replies" open>{summary}<div class="comments">{below}</div>'
        "</details></article>"
    )


def _is_before(comment: CommentView, moment: datetime | None) -> bool:
    return moment is not None and comment.posted_at is not None and comment.posted_at < moment

"""Entries of comments."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.html import escape
from django.utils.translation import gettext

from belowline.core.markup import plain_text
from belowline.discussion.queries.comments import CommentView
from belowline.pages.citations import cited
from belowline.pages.feeds.entries import Entry
from belowline.pages.filters import labels_line, shortened

TITLE = 80
"""Characters of a comment that stand for it in a list."""


def comment_entries(
    comments: Sequence[CommentView], base_url: str, *, otherwise: datetime
) -> list[Entry]:
    """The comments; of one whose time is not known the time is `otherwise`."""
    return [_entry(comment, base_url, otherwise) for comment in comments]


def _entry(comment: CommentView, base_url: str, otherwise: datetime) -> Entry:
    moment = comment.posted_at or otherwise
    return Entry(
        url=f"{base_url}/c/{comment.ref}",
        title=shortened(" ".join(plain_text(comment.html).split()), TITLE),
        html=_html(comment),
        author=comment.author or gettext("A reader"),
        published_at=moment,
        updated_at=comment.edited_at or moment,
    )


def _html(comment: CommentView) -> str:
    """The text, with the labels that readers see."""
    text, labels = str(cited(comment.html)), labels_line(comment)
    return f"{text}<p><small>{escape(labels)}</small></p>" if labels else text

"""Single comments, as the page shows them."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.queries.publications import PublicationView


def render_comment_items(
    publication: PublicationView,
    thread: ThreadView,
    comments: Sequence[CommentView],
    *,
    flat: bool,
) -> str:
    """These comments, as they are shown nested or flat, and the thread's count, to be put into an
    open page.
    """
    return render_to_string(
        "pages/items.html",
        {
            "publication": publication,
            "thread": thread,
            "comments": comments,
            "flat": flat,
            "on_page": {comment.ref for comment in comments},
        },
    )

"""One comment by itself, as the page shows it."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import override

from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.threads import ThreadView
from belowline.newsroom.queries.publications import PublicationView


def render_comment_items(
    publication: PublicationView, thread: ThreadView, comments: Sequence[CommentView]
) -> str:
    """The list items of these comments and the thread's count, to be put into an open page."""
    with override(publication.language):
        return render_to_string(
            "pages/items.html",
            {
                "publication": publication,
                "thread": thread,
                "comments": comments,
                "on_page": {comment.ref for comment in comments},
            },
        )


def render_comment_item(publication: PublicationView, comment: CommentView) -> str:
    """The list item of a comment, for the page it was just written on."""
    with override(publication.language):
        return render_to_string(
            "pages/comment.html",
            {"publication": publication, "comment": comment, "on_page": {comment.ref}},
        )

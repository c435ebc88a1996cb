"""Comments that are held, for each one's author."""

from belowline.discussion.models import Comment
from belowline.discussion.queries.comments import CommentView, views

_MOST = 100


def own_held_comments(
    *, person_id: int, publication_id: int, thread_id: int | None = None
) -> list[CommentView]:
    """Up to 100 of this person's comments that wait for a moderator, at the publication or in one
    of its threads.
    """
    rows = Comment.objects.filter(
        author_id=person_id, publication_id=publication_id, status=Comment.Status.HELD
    )
    if thread_id is not None:
        rows = rows.filter(thread_id=thread_id)
    return views(rows.order_by("id")[:_MOST], with_hidden_text=True)

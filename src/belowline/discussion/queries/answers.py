"""What answers a comment: replies, quotes, and whoever addresses its author."""

from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.comments import CommentView, comments

_MOST = 100


def answers_to(answered: CommentView) -> list[CommentView]:
    """The published comments that reply to, quote or address this one, oldest first."""
    sources = Answer.objects.filter(
        target_id=answered.id, source__status=Comment.Status.PUBLISHED
    ).order_by("source_id")
    ids = list(sources.values_list("source_id", flat=True)[:_MOST])
    return comments(ids, publication_id=answered.publication_id)

"""Puts labels on comments and takes them off; whoever decides so keeps a record."""

from collections.abc import Iterable

from belowline.core.events import publish
from belowline.discussion.events import CommentLabelled
from belowline.discussion.models import Comment
from belowline.discussion.queries.label_codes import kept_labels
from belowline.discussion.services.locks import advance_revision


def set_labels(comment: Comment, codes: Iterable[str], *, is_seen: bool) -> None:
    """Gives this locked comment these labels and no others; `is_seen` says that readers see the
    difference. In a transaction.
    """
    comment.labels = kept_labels(codes)
    comment.save(update_fields=["labels"])
    if is_seen:
        publish(
            CommentLabelled(
                publication_id=comment.publication_id,
                thread_id=comment.thread_id,
                revision=advance_revision(comment.thread_id),
                comment_id=comment.id,
            )
        )

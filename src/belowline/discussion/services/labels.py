"""Puts labels on comments and takes them off; whoever decides so keeps a record."""

from collections.abc import Iterable, Mapping, Sequence

from belowline.core.bulk_sql import update_rows
from belowline.core.events import publish_all
from belowline.discussion.events import CommentLabelled
from belowline.discussion.models import Comment
from belowline.discussion.queries.label_codes import kept_labels
from belowline.discussion.services.locks import advance_revisions


def set_labels(
    comments: Sequence[Comment], codes: Mapping[int, Iterable[str]], *, is_seen: bool
) -> None:
    """Gives each of these locked comments the labels under its id and no others; `is_seen` says
    that readers see the difference on those that are shown. In a transaction.
    """
    for comment in comments:
        comment.labels = kept_labels(codes[comment.id])
    update_rows(Comment, ["labels"], [(it.labels, it.id) for it in comments])
    if is_seen:
        _tell_of([it for it in comments if it.status == Comment.Status.PUBLISHED])


def _tell_of(comments: Sequence[Comment]) -> None:
    revisions = advance_revisions(comments)
    publish_all(
        CommentLabelled(
            publication_id=it.publication_id,
            thread_id=it.thread_id,
            revision=revisions[it.id],
            comment_id=it.id,
        )
        for it in sorted(comments, key=lambda it: it.id)
    )

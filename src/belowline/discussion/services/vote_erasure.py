"""Takes somebody's votes back, many at once."""

from collections.abc import Iterable

from belowline.core.bulk_sql import update_rows
from belowline.core.events import publish_all
from belowline.discussion.events import VotesChanged
from belowline.discussion.models import Comment, Thread, Vote
from belowline.discussion.services.locks import lock_comments
from belowline.discussion.services.votes import rank


def erase_votes(*, person_id: int, most: int) -> int:
    """Takes back up to `most` of this person's votes and counts them out. Returns how many."""
    own = Vote.objects.filter(person_id=person_id)
    comments = lock_comments(
        set(own.order_by("thread_id", "id").values_list("comment_id", flat=True)[:most])
    )
    votes = own.filter(comment_id__in=comments)
    for comment_id, value in votes.values_list("comment_id", "value"):
        comments[comment_id].up -= value == 1
        comments[comment_id].down -= value == -1
    taken = votes.delete()[0]
    for comment in comments.values():
        rank(comment)
    update_rows(
        Comment,
        ["up", "down", "best", "disputed"],
        [(it.up, it.down, it.best, it.disputed, it.id) for it in comments.values()],
    )
    _tell(comments.values())
    return taken


def _tell(changed: Iterable[Comment]) -> None:
    moved: dict[int, Thread] = {}
    events = []
    for comment in changed:
        if comment.status == Comment.Status.HELD or not comment.thread.has_votes:
            continue  # Nobody is told of what nobody sees.
        thread = moved.setdefault(comment.thread_id, comment.thread)
        thread.revision += 1
        events.append(
            VotesChanged(
                publication_id=comment.publication_id,
                thread_id=thread.id,
                revision=thread.revision,
                comment_id=comment.id,
                up=comment.up + comment.imported_up,
                down=comment.down + comment.imported_down,
            )
        )
    update_rows(Thread, ["revision"], [(it.revision, it.id) for it in moved.values()])
    publish_all(events)

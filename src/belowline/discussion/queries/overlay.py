"""What is one reader's own in a thread, laid over the page that is everybody's."""

from dataclasses import dataclass

from belowline.accounts.queries.relationships import muted_ids
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Vote
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.following import follows
from belowline.discussion.queries.held import own_held_comments
from belowline.discussion.queries.threads import ThreadView


@dataclass(frozen=True, slots=True)
class Overlay:
    """Votes (+1 or -1) by the comment's ref, the refs of comments that are one's own, whether one
    follows the thread, the refs of people whom one has muted, and one's comments that wait for a
    moderator, which nobody else sees.
    """

    votes: dict[str, int]
    own: list[str]
    follows: bool
    muted: list[str]
    held: list[CommentView]


def overlay(*, person_id: int, thread: ThreadView) -> Overlay:
    """What this person did in this thread."""
    votes = Vote.objects.filter(person_id=person_id, thread_id=thread.id)
    own = Comment.objects.filter(author_id=person_id, thread_id=thread.id)
    return Overlay(
        {
            encode(comment_id): value
            for comment_id, value in votes.values_list("comment_id", "value")
        },
        [encode(comment_id) for comment_id in own.values_list("id", flat=True)],
        follows(person_id=person_id, thread=thread),
        [encode(other_id) for other_id in sorted(muted_ids(person_id))],
        own_held_comments(
            person_id=person_id, publication_id=thread.publication_id, thread_id=thread.id
        ),
    )


def own_vote(*, person_id: int, comment: CommentView) -> int:
    """This person's vote on the comment: +1, -1, or 0 for none."""
    votes = Vote.objects.filter(person_id=person_id, comment_id=comment.id)
    return votes.values_list("value", flat=True).first() or 0

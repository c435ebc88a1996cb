"""Votes: one per person and comment, changed or taken back at will."""

from dataclasses import dataclass

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Invalid
from belowline.discussion.events import VotesChanged
from belowline.discussion.models import Comment, Vote
from belowline.discussion.policies import check_may_vote
from belowline.discussion.ranking.best import wilson_lower_bound
from belowline.discussion.ranking.disputed import dispute
from belowline.discussion.services.locking import locked_comment, moved_on


@dataclass(frozen=True, slots=True)
class Tally:
    """A comment's votes after a vote, all together, and what the voter's own now is."""

    up: int
    down: int
    own: int


@transaction.atomic
def cast_vote(*, actor: Actor, comment_id: int, value: int) -> Tally:
    """Makes `value` (+1, -1, or 0 for none) this person's vote on the comment.

    The same vote again changes nothing. Raises NotFound, NotAllowed, Conflict or TooMany.
    """
    if value not in (1, 0, -1):
        raise Invalid("A vote is 1, -1, or 0 to take it back.", field="value")
    comment = locked_comment(comment_id)
    check_may_vote(actor, comment)
    vote = Vote.objects.filter(comment=comment, person_id=actor.id).first()
    before = vote.value if vote else 0
    comment.up += (value == 1) - (before == 1)
    comment.down += (value == -1) - (before == -1)
    up, down = comment.up + comment.imported_up, comment.down + comment.imported_down
    if before != value:
        _keep(actor, comment, vote, value)
        rank(comment)
        comment.save(update_fields=["up", "down", "best", "disputed"])
        publish(
            VotesChanged(
                publication_id=comment.publication_id,
                thread_id=comment.thread_id,
                revision=moved_on(comment.thread_id),
                comment_id=comment.id,
                up=up,
                down=down,
            )
        )
    return Tally(up, down, value)


def rank(comment: Comment) -> None:
    """Works out the comment's ranks from its votes; does not save."""
    up, down = comment.up + comment.imported_up, comment.down + comment.imported_down
    comment.best = wilson_lower_bound(up, down)
    comment.disputed = dispute(up, down)


def _keep(actor: Actor, comment: Comment, vote: Vote | None, value: int) -> None:
    if vote is None:
        Vote.objects.create(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            comment=comment,
            person_id=actor.id,
            value=value,
        )
    elif value == 0:
        vote.delete()
    else:
        vote.value, vote.cast_at = value, now()
        vote.save(update_fields=["value", "cast_at"])

"""Votes: one per person and comment, changed or taken back at will."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.restrictions import NONE, restrictions_among
from belowline.core.bulk_sql import insert_rows, select_rows, update_rows
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.discussion.events import VotesChanged
from belowline.discussion.models import Comment, Thread, Vote
from belowline.discussion.policies import check_is_shown, check_may_vote
from belowline.discussion.queries.recent_acts import voting_pace
from belowline.discussion.ranking.best import best_rank
from belowline.discussion.ranking.disputed import dispute
from belowline.discussion.services.locks import lock_comments
from belowline.newsroom.queries.article_times import shown_discussions


@dataclass(frozen=True, slots=True)
class Ballot:
    """Somebody's vote on a comment: +1, -1, or 0 for none."""

    actor: Actor
    comment_id: int
    value: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A comment's votes after a vote, all together, and what the voter's own now is."""

    up: int
    down: int
    own: int


def cast_vote(*, actor: Actor, comment_id: int, value: int) -> Tally:
    """Makes `value` (+1, -1, or 0 for none) this person's vote on the comment.

    The same vote again changes nothing. Raises NotFound, NotAllowed, Conflict or TooMany.
    """
    tally = cast_votes([Ballot(actor, comment_id, value)])[0]
    if isinstance(tally, Refusal):
        raise tally
    return tally


@transaction.atomic(savepoint=False)
def cast_votes(ballots: Sequence[Ballot]) -> list[Tally | Refusal]:
    """Casts many votes in one transaction, one after the other.

    Each has its own answer; a ballot that is refused does not touch the others.
    """
    return _Count(ballots).run()


def rank(comment: Comment) -> None:
    """Works out the comment's ranks from its votes and marks; does not save."""
    up, down = comment.up + comment.imported_up, comment.down + comment.imported_down
    comment.best = best_rank(
        up,
        down,
        is_picked=comment.picked_at is not None,
        is_pinned=comment.pinned_at is not None,
    )
    comment.disputed = dispute(up, down)


_COUNTED = (
    "id",
    "publication_id",
    "thread_id",
    "author_id",
    "status",
    "up",
    "down",
    "imported_up",
    "imported_down",
    "picked_at",
    "pinned_at",
)


class _Count:
    """Ballots on their way into the database."""

    def __init__(self, ballots: Sequence[Ballot]) -> None:
        self._ballots = ballots
        people = {ballot.actor.id for ballot in ballots}
        self._comments = lock_comments({ballot.comment_id for ballot in ballots}, names=_COUNTED)
        rows = select_rows(
            Vote,
            ["comment_id", "person_id", "id", "value"],
            comment_id=self._comments,
            person_id=people,
        )
        self._shown = shown_discussions({it.thread.article_id for it in self._comments.values()})
        self._kept = {(comment, person): (key, value) for comment, person, key, value in rows}
        self._votes = {place: value for place, (_, value) in self._kept.items()}
        here = {it.publication_id for it in self._comments.values()}
        self._restrictions = restrictions_among(people, here)
        self._pace = voting_pace(people)
        self._changed: dict[int, Comment] = {}
        self._moved: dict[int, Thread] = {}
        self._events: list[VotesChanged] = []

    def run(self) -> list[Tally | Refusal]:
        """Counts every ballot, writes what has changed, and tells each how it went."""
        answers = [self._answer(ballot) for ballot in self._ballots]
        self._save()
        return answers

    def _answer(self, ballot: Ballot) -> Tally | Refusal:
        try:
            return self._count(ballot)
        except Refusal as refusal:
            return refusal

    def _count(self, ballot: Ballot) -> Tally:
        value = ballot.value
        if value not in (1, 0, -1):
            raise Invalid(gettext("A vote must be 1, -1 or 0 (no vote)."), field="value")
        comment = self._comments.get(ballot.comment_id)
        if comment is None:
            raise NotFound(gettext("This comment does not exist."))
        check_is_shown(comment.thread, self._shown)
        whose = (ballot.actor.id, comment.publication_id)
        check_may_vote(ballot.actor, comment, self._pace, self._restrictions.get(whose, NONE))
        place = (comment.id, ballot.actor.id)
        before = self._votes.get(place, 0)
        if before != value:
            self._votes[place] = value
            self._pace.add(ballot.actor.id)
            comment.up += (value == 1) - (before == 1)
            comment.down += (value == -1) - (before == -1)
            self._changed[comment.id] = comment
        up, down = comment.up + comment.imported_up, comment.down + comment.imported_down
        if before != value:
            self._tell(comment, up, down)
        return Tally(up, down, value)

    def _tell(self, comment: Comment, up: int, down: int) -> None:
        thread = self._moved.setdefault(comment.thread_id, comment.thread)
        thread.revision += 1
        self._events.append(
            VotesChanged(
                publication_id=comment.publication_id,
                thread_id=thread.id,
                revision=thread.revision,
                comment_id=comment.id,
                up=up,
                down=down,
            )
        )

    def _save(self) -> None:
        self._save_votes()
        for comment in self._changed.values():
            rank(comment)
        update_rows(
            Comment,
            ["up", "down", "best", "disputed"],
            [(it.up, it.down, it.best, it.disputed, it.id) for it in self._changed.values()],
        )
        update_rows(Thread, ["revision"], [(it.revision, it.id) for it in self._moved.values()])
        self._pace.save()
        publish_all(self._events)

    def _save_votes(self) -> None:
        cast_at = now()
        fresh, changed, taken_back = [], [], []
        for (comment_id, person_id), value in self._votes.items():
            key, before = self._kept.get((comment_id, person_id), (None, 0))
            if key is None and value:
                of = self._comments[comment_id]
                fresh.append(
                    (of.publication_id, of.thread_id, comment_id, person_id, value, cast_at)
                )
            elif key is not None and not value:
                taken_back.append(key)
            elif key is not None and value != before:
                changed.append((value, cast_at, key))
        insert_rows(
            Vote,
            ["publication_id", "thread_id", "comment_id", "person_id", "value", "cast_at"],
            fresh,
        )
        update_rows(Vote, ["value", "cast_at"], changed)
        if taken_back:
            Vote.objects.filter(pk__in=taken_back).delete()

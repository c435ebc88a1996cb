"""Counts every counter anew, from the rows that it counts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from belowline.discussion.models import IN_PLACE, MARKED, Answer, Comment, Thread, Vote
from belowline.discussion.services.locks import lock_thread
from belowline.discussion.services.votes import rank

_BATCH = 1000
_LOCKED = 500
"""How many comments are counted while their thread is locked."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that does not say what its rows say."""

    kind: str
    id: int
    counter: str
    kept: float
    counted: float


def recount(*, repair: bool = False) -> Iterator[Difference]:
    """Compares every counter of every thread with its rows, one thread at a time.

    Nobody's writing waits for that. What looks wrong, which may only be newer than what it was
    compared with, is counted once more under a lock, few at a time. With `repair`, each difference
    is mended in the transaction that found it.
    """
    for thread_id in list(Thread.objects.order_by("id").values_list("id", flat=True)):
        doubtful = list(dict.fromkeys(it.id for it in _of_comments(thread_id)))
        if any(True for _ in _of_thread(thread_id)):
            yield from _locked(thread_id, repair=repair)
        for at in range(0, len(doubtful), _LOCKED):
            yield from _locked(thread_id, doubtful[at : at + _LOCKED], repair=repair)


@transaction.atomic
def recount_thread(thread_id: int) -> None:
    """Sets every counter of the thread and its comments to what its rows say."""
    lock_thread(thread_id)
    for difference in [*_of_thread(thread_id), *_of_comments(thread_id)]:
        _mend(difference)


@transaction.atomic
def _locked(
    thread_id: int, among: Collection[int] | None = None, *, repair: bool
) -> list[Difference]:
    """What is wrong with the thread itself, or with these comments in it; mended with `repair`."""
    lock_thread(thread_id)
    found = list(_of_thread(thread_id) if among is None else _of_comments(thread_id, among))
    if repair:
        for difference in found:
            _mend(difference)
    return found


def _of_thread(thread_id: int) -> Iterator[Difference]:
    in_place = Comment.objects.filter(IN_PLACE, thread=thread_id)
    shown = in_place.filter(status=Comment.Status.PUBLISHED).count()
    counted = {"comment_count": shown, "marked_count": in_place.filter(MARKED).count()}
    for kept in Thread.objects.filter(pk=thread_id).values(*counted):
        for name, number in counted.items():
            if kept[name] != number:
                yield Difference("thread", thread_id, name, kept[name], number)


def _of_comments(thread_id: int, among: Collection[int] | None = None) -> Iterator[Difference]:
    """The differences of a thread's comments, or of these among them."""
    votes_on, answers_to, replies_to, which = _rows(thread_id, among)
    votes = {
        row["comment_id"]: row
        for row in votes_on.values("comment_id").annotate(
            ups=Count("id", filter=Q(value=1)), downs=Count("id", filter=Q(value=-1))
        )
    }
    answers = dict(answers_to.values_list("target_id").annotate(Count("id")))
    replies = dict(replies_to.values_list("root_id").annotate(Count("id")))
    for comment in which.defer("text", "html").iterator(chunk_size=_BATCH):
        if comment.thread_id != thread_id:  # moved meanwhile: its new thread counts it
            continue
        cast = votes.get(comment.id, {"ups": 0, "downs": 0})
        counted: dict[str, float] = {
            "up": cast["ups"],
            "down": cast["downs"],
            "answers": answers.get(comment.id, 0),
            "replies": replies.get(comment.id, 0),
        }
        kept = {name: getattr(comment, name) for name in (*counted, "best", "disputed")}
        comment.up, comment.down = cast["ups"], cast["downs"]
        rank(comment)
        counted |= {"best": comment.best, "disputed": comment.disputed}
        for name, number in counted.items():
            if abs(kept[name] - number) > 1e-9:
                yield Difference("comment", comment.id, name, kept[name], number)


def _rows(
    thread_id: int, among: Collection[int] | None
) -> tuple[QuerySet[Vote], QuerySet[Answer], QuerySet[Comment], QuerySet[Comment]]:
    """The votes on comments, what answers them, what is below them, and the comments themselves.

    By the ids alone, where there are some: SQLite would look for these in the whole thread.
    """
    standing = Answer.objects.filter(source__status=Comment.Status.PUBLISHED)
    below = Comment.objects.filter(IN_PLACE, parent__isnull=False)
    if among is None:
        return (
            Vote.objects.filter(comment__thread=thread_id),
            standing.filter(thread=thread_id),
            below.filter(thread=thread_id),
            Comment.objects.filter(thread=thread_id),
        )
    return (
        Vote.objects.filter(comment__in=among),
        standing.filter(target__in=among),
        below.filter(root__in=among),
        Comment.objects.filter(pk__in=among),
    )


def _mend(difference: Difference) -> None:
    model = Thread if difference.kind == "thread" else Comment
    model._default_manager.filter(pk=difference.id).update(
        **{difference.counter: difference.counted}
    )

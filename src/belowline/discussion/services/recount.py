"""Counts every counter anew, from the rows that it counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from belowline.discussion.models import IN_PLACE, Answer, Comment, Thread, Vote
from belowline.discussion.services.votes import rank

_BATCH = 1000


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

    With `repair`, each difference is mended in the transaction that found it.
    """
    for thread_id in list(Thread.objects.order_by("id").values_list("id", flat=True)):
        with transaction.atomic():
            thread = Thread.objects.select_for_update().filter(pk=thread_id).first()
            found = [] if thread is None else [*_of_thread(thread), *_of_comments(thread)]
            if repair:
                for difference in found:
                    _mend(difference)
        yield from found


def _of_thread(thread: Thread) -> Iterator[Difference]:
    in_place = Comment.objects.filter(IN_PLACE, thread=thread)
    shown = in_place.filter(status=Comment.Status.PUBLISHED).count()
    if thread.comment_count != shown:
        yield Difference("thread", thread.id, "comment_count", thread.comment_count, shown)


def _of_comments(thread: Thread) -> Iterator[Difference]:
    votes = {
        row["comment_id"]: row
        for row in Vote.objects.filter(comment__thread=thread)
        .values("comment_id")
        .annotate(ups=Count("id", filter=Q(value=1)), downs=Count("id", filter=Q(value=-1)))
    }
    answers = dict(
        Answer.objects.filter(thread=thread, source__status=Comment.Status.PUBLISHED)
        .values_list("target_id")
        .annotate(Count("id"))
    )
    replies = dict(
        Comment.objects.filter(IN_PLACE, thread=thread, parent__isnull=False)
        .values_list("root_id")
        .annotate(Count("id"))
    )
    numbers = Comment.objects.filter(thread=thread).defer("text", "html")
    for comment in numbers.iterator(chunk_size=_BATCH):
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


def _mend(difference: Difference) -> None:
    model = Thread if difference.kind == "thread" else Comment
    model._default_manager.filter(pk=difference.id).update(
        **{difference.counter: difference.counted}
    )

"""What this room does after events: it keeps its summaries true."""

from collections.abc import Sequence

from belowline.core.events import Event
from belowline.core.subscribers import Recorded, Subscriber
from belowline.discussion.events import (
    CommentEdited,
    CommentErased,
    CommentHeld,
    CommentMarked,
    CommentPosted,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
    CommentsImported,
    CommentsMoved,
    CommentWithdrawn,
    ThreadEvent,
    ThreadSwitched,
    VotesChanged,
)
from belowline.discussion.services.summaries import mark_all_stale, mark_stale


def _mark_stale(records: Sequence[Recorded]) -> None:
    mark_stale({_thread_of(record.event): record.id for record in records})


def _thread_of(event: Event) -> int:
    if not isinstance(event, ThreadEvent):
        raise TypeError(f"{type(event).__name__} is about no thread.")
    return event.thread_id


SUMMARIES = Subscriber(
    "thread-summaries",
    (
        CommentPosted,
        CommentEdited,
        CommentWithdrawn,
        CommentRemoved,
        CommentRestored,
        CommentErased,
        CommentHeld,
        CommentPublished,
        VotesChanged,
        CommentMarked,
        CommentsImported,
        CommentsMoved,
        ThreadSwitched,
    ),
    _mark_stale,
    batch=2_000,
    coalesce=_thread_of,
    rebuild=mark_all_stale,
    every=5.0,
)

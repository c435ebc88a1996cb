"""What this room does after events: it keeps the cases in step with what becomes of comments."""

from collections.abc import Sequence

from belowline.core.subscribers import Recorded, Subscriber
from belowline.discussion.events import (
    CommentEdited,
    CommentErased,
    CommentEvent,
    CommentHeld,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
    CommentsMoved,
    CommentSubmitted,
    CommentWithdrawn,
)
from belowline.discussion.services.locks import lock_comments
from belowline.moderation.services.cases import (
    refresh_all_cases,
    refresh_cases,
    refresh_places,
)
from belowline.newsroom.events import ArticleChanged

_EVENTS = (
    CommentSubmitted,
    CommentEdited,
    CommentWithdrawn,
    CommentErased,
    CommentHeld,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
    CommentsMoved,
    ArticleChanged,
)


def _refresh(records: Sequence[Recorded]) -> None:
    told = (CommentSubmitted, CommentEvent)
    ids = {it.event.comment_id for it in records if isinstance(it.event, told)}
    lock_comments(ids, names=("id", "thread_id"))
    refresh_cases(ids)
    moved = {it.event.thread_id for it in records if isinstance(it.event, CommentsMoved)}
    changed = {it.event.article_id for it in records if isinstance(it.event, ArticleChanged)}
    if moved or changed:
        refresh_places(thread_ids=moved, article_ids=changed)


CASES = Subscriber("moderation-cases", _EVENTS, _refresh, rebuild=refresh_all_cases)

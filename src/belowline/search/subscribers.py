"""What this room does after events: it notes what has to be indexed anew."""

from collections.abc import Sequence

from belowline.core.events import Event
from belowline.core.subscribers import Recorded, Subscriber
from belowline.discussion.events import (
    CommentEdited,
    CommentErased,
    CommentEvent,
    CommentHeld,
    CommentPosted,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
    CommentsImported,
    CommentsMoved,
    CommentWithdrawn,
    ThreadEvent,
)
from belowline.newsroom.events import ArticleChanged, ArticleEnded, ArticlePublished
from belowline.search.models import StaleText
from belowline.search.services.indexing import mark_all_stale
from belowline.search.services.stale import mark_stale

_ARTICLES = (ArticlePublished, ArticleChanged, ArticleEnded)


def _mark_stale(records: Sequence[Recorded]) -> None:
    mark_stale({_changed(record.event): record.id for record in records})


def _changed(event: Event) -> tuple[str, int]:
    """The kind and the id of what the event is about."""
    if isinstance(event, _ARTICLES):
        return StaleText.Kind.ARTICLE, event.article_id
    if isinstance(event, CommentEvent):
        return StaleText.Kind.COMMENT, event.comment_id
    if isinstance(event, ThreadEvent):
        return StaleText.Kind.THREAD, event.thread_id
    raise TypeError(f"{type(event).__name__} is about nothing that is indexed.")


SEARCH = Subscriber(
    "search",
    (
        *_ARTICLES,
        CommentPosted,
        CommentEdited,
        CommentWithdrawn,
        CommentRemoved,
        CommentRestored,
        CommentErased,
        CommentHeld,
        CommentPublished,
        CommentsImported,
        CommentsMoved,
    ),
    _mark_stale,
    coalesce=_changed,
    rebuild=mark_all_stale,
    every=5.0,
)

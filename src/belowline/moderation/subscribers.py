"""What this room does after events: it keeps the cases in step with what becomes of comments."""

from collections import defaultdict
from collections.abc import Sequence

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
from belowline.moderation.services.newcomers import show_first_comments
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


def _show_first(records: Sequence[Recorded]) -> None:
    by_publication: defaultdict[int, set[int]] = defaultdict(set)
    for it in records:
        if isinstance(it.event, CommentPosted):
            by_publication[it.event.publication_id].add(it.event.comment_id)
    for publication_id, comment_ids in by_publication.items():
        show_first_comments(comment_ids, publication_id=publication_id)


CASES = Subscriber("moderation-cases", _EVENTS, _refresh, rebuild=refresh_all_cases)
FIRST_COMMENTS = Subscriber("first-comments", (CommentPosted,), _show_first, every=2.0)

"""Comments' states with what goes along with them, noted so that they can return to them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.discussion.services.marks import Mark, mark_again
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, show, with_replies

_Status = Comment.Status
Standing = Mapping[str, Any]
"""`status`, `reason`, `explanation`, and since when it has each mark (ISO 8601), or None."""

_Way = Callable[[Collection[Comment]], Mapping[int, int]]
_WAYS: Mapping[tuple[str, str], _Way] = {
    (_Status.REMOVED, _Status.PUBLISHED): partial(show, act=Act.RESTORE),
    (_Status.HELD, _Status.PUBLISHED): partial(show, act=Act.PUBLISH),
    (_Status.REMOVED, _Status.HELD): partial(hold, act=Act.HOLD_AGAIN),
    (_Status.PUBLISHED, _Status.HELD): hold,
}
_ALL_ALIKE = ("", "")


def standing_of(comment: Comment) -> Standing:
    """What the comment would have to return to."""
    marks = {mark.value: getattr(comment, mark) for mark in Mark}
    return {
        "status": str(comment.status),
        "reason": comment.reason,
        "explanation": comment.explanation,
        **{name: since.isoformat() if since else None for name, since in marks.items()},
    }


def without_way_back(
    comments: Collection[Comment], before: Mapping[int, Standing]
) -> Mapping[int, str]:
    """Why some of these comments cannot return to what they were, by id: what its author has taken
    back stays so, and what others have replied to is not held.
    """
    to_hold = [it for it in comments if before[it.id]["status"] == _Status.HELD != it.status]
    replied = with_replies(to_hold)
    return {
        it.id: gettext("This comment has replies, so it cannot be held. Remove it instead.")
        if it.id in replied
        else gettext("The author has deleted this comment since. It stays deleted.")
        for it in comments
        if it.id in replied or not _has_way(it, before[it.id])
    }


def return_to(comments: Collection[Comment], before: Mapping[int, Standing]) -> Mapping[int, int]:
    """Brings locked comments back to states that they had; returns the thread's new revision after
    each that changed, by the comment's id.

    Raises Conflict, with the first reason, where one has no way back.
    """
    for reason in without_way_back(comments, before).values():
        raise Conflict(reason)
    alike: dict[tuple[str, str, tuple[str, str]], list[Comment]] = defaultdict(list)
    for it in comments:
        then = before[it.id]
        if then["status"] != it.status:
            is_removed = then["status"] == _Status.REMOVED
            words = (then["reason"], then["explanation"]) if is_removed else _ALL_ALIKE
            alike[it.status, then["status"], words].append(it)
    revisions: dict[int, int] = {}
    for (now, wanted, words), group in alike.items():
        revisions |= _way(now, wanted, *words)(group)
    for it in comments:
        marks = {
            mark: datetime.fromisoformat(since) for mark in Mark if (since := before[it.id][mark])
        }
        if marks and it.id in revisions and it.status == _Status.PUBLISHED:
            mark_again(it, marks)
    return revisions


def _has_way(comment: Comment, before: Standing) -> bool:
    way = (comment.status, before["status"])
    return way[0] == way[1] or way in _WAYS or way == (_Status.PUBLISHED, _Status.REMOVED)


def _way(now: str, then: str, reason: str, explanation: str) -> _Way:
    if then == _Status.REMOVED:
        return partial(hide, act=Act.REMOVE, reason=reason, explanation=explanation)
    return _WAYS[now, then]

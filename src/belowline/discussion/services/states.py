"""A comment's states: which act leads from which to which, and the counters that move along."""

from collections import Counter
from collections.abc import Collection, Mapping
from enum import StrEnum

from django.utils.translation import gettext, gettext_noop

from belowline.core.bulk_sql import add_to_rows, select_rows, update_rows
from belowline.core.refusals import Conflict
from belowline.discussion.models import Answer, Comment, Thread
from belowline.discussion.services.locks import advance_revisions
from belowline.discussion.services.marks import drop_marks

_Status = Comment.Status


class Act(StrEnum):
    """What somebody does to a comment that changes its state."""

    HOLD = "hold"
    PUBLISH = "publish"
    REMOVE = "remove"
    RESTORE = "restore"
    HOLD_AGAIN = "hold-again"
    WITHDRAW = "withdraw"
    ERASE = "erase"


LEADS_TO: Mapping[tuple[Comment.Status, Act], Comment.Status] = {
    (_Status.PUBLISHED, Act.HOLD): _Status.HELD,
    (_Status.PUBLISHED, Act.REMOVE): _Status.REMOVED,
    (_Status.PUBLISHED, Act.WITHDRAW): _Status.WITHDRAWN,
    (_Status.PUBLISHED, Act.ERASE): _Status.ERASED,
    (_Status.HELD, Act.PUBLISH): _Status.PUBLISHED,
    (_Status.HELD, Act.REMOVE): _Status.REMOVED,
    (_Status.HELD, Act.WITHDRAW): _Status.WITHDRAWN,
    (_Status.HELD, Act.ERASE): _Status.ERASED,
    (_Status.REMOVED, Act.RESTORE): _Status.PUBLISHED,
    (_Status.REMOVED, Act.HOLD_AGAIN): _Status.HELD,
    (_Status.REMOVED, Act.ERASE): _Status.ERASED,
    (_Status.WITHDRAWN, Act.ERASE): _Status.ERASED,
}
"""The table of transitions; whatever is not in it is a Conflict."""

_REFUSED: Mapping[Act, str] = {
    Act.HOLD: gettext_noop("Only comments that are shown can be held."),
    Act.PUBLISH: gettext_noop("This comment is not held, so it cannot be published."),
    Act.REMOVE: gettext_noop("This comment is already hidden."),
    Act.RESTORE: gettext_noop("This comment was not removed by a moderator."),
    Act.HOLD_AGAIN: gettext_noop("This comment was not removed by a moderator."),
    Act.WITHDRAW: gettext_noop("This comment is no longer shown."),
    Act.ERASE: gettext_noop("This comment has already been deleted."),
}


def change_state(
    comments: Collection[Comment], act: Act, *, reason: str = "", explanation: str = ""
) -> Mapping[int, int]:
    """Does this to locked comments with their threads, and moves every counter that depends on it.

    What goes out of sight loses its marks, and has none when it comes back. Returns the thread's
    revision after each, by the comment's id. Raises Conflict, and nothing is changed, where one of
    them is in another state.
    """
    after = {comment.id: _state_after(comment, act) for comment in comments}
    _count_answers(comments, after)
    _count_replies(comments, after)
    revisions = _count_comments(comments, after)
    drop_marks([it for it in comments if after[it.id] != _Status.PUBLISHED])
    for comment in comments:
        comment.status, comment.reason, comment.explanation = after[comment.id], reason, explanation
    update_rows(
        Comment,
        ["status", "reason", "explanation"],
        [(it.status, it.reason, it.explanation, it.id) for it in comments],
    )
    return revisions


def _state_after(comment: Comment, act: Act) -> Comment.Status:
    after = LEADS_TO.get((_Status(comment.status), act))
    if after is None:
        raise Conflict(gettext(_REFUSED[act]))
    return after


def _count_answers(comments: Collection[Comment], after: Mapping[int, Comment.Status]) -> None:
    """What a comment answers counts it while it is shown."""
    steps = {it.id: step for it in comments if (step := _shown(it, after[it.id]))}
    counted: Counter[int] = Counter()
    for source, target in select_rows(Answer, ["source_id", "target_id"], source_id=steps):
        counted[target] += steps[source]
    add_to_rows(Comment, "answers", counted)


def _count_replies(comments: Collection[Comment], after: Mapping[int, Comment.Status]) -> None:
    """A top-level comment counts what is in place under it, shown or not."""
    counted: Counter[int] = Counter()
    for comment in comments:
        if comment.parent_id is not None:
            counted[comment.root_id] += _in_place(after[comment.id]) - _in_place(comment.status)
    add_to_rows(Comment, "replies", counted)


def _count_comments(
    comments: Collection[Comment], after: Mapping[int, Comment.Status]
) -> Mapping[int, int]:
    counted: Counter[int] = Counter()
    for comment in comments:
        step = _shown(comment, after[comment.id])
        comment.thread.comment_count += step
        counted[comment.thread_id] += step
    add_to_rows(Thread, "comment_count", counted)
    return advance_revisions(comments)


def _shown(comment: Comment, after: Comment.Status) -> int:
    """1 where it comes into sight, -1 where it goes out of it, else 0."""
    return (after == _Status.PUBLISHED) - (comment.status == _Status.PUBLISHED)


def _in_place(status: str) -> bool:
    return status != _Status.HELD

"""An editor or moderator picks or pins a comment; what is no longer shown as it was loses it."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext, ngettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.bulk_sql import add_to_rows, update_rows
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.refusals import Conflict
from belowline.discussion.events import CommentMarked
from belowline.discussion.models import Comment, Thread
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import advance_revision, lock_comment
from belowline.discussion.services.votes import rank


class Mark(StrEnum):
    """What can be set on a comment, by the column that says since when."""

    PICK = "picked_at"
    PIN = "pinned_at"


MOST = {Mark.PICK: 10, Mark.PIN: 1}
"""How many comments of one discussion may have each."""
_ACTIONS = {
    (Mark.PICK, True): "comment picked",
    (Mark.PICK, False): "pick undone",
    (Mark.PIN, True): "comment pinned",
    (Mark.PIN, False): "pin undone",
}


@transaction.atomic
def mark_comment(*, actor: Actor, comment_id: int, version: int, mark: Mark, is_set: bool) -> None:
    """Picks or pins the comment, or undoes it; again changes nothing.

    `version` is that of the text which was seen. Raises NotFound, NotAllowed, and Conflict where
    the comment is not shown, has been edited since, or the discussion has its most of these.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    if (getattr(comment, mark) is not None) == is_set:
        return
    if is_set:
        _check(comment, version, mark)
    before = _is_marked(comment)
    setattr(comment, mark, now() if is_set else None)
    _save([comment])
    add_to_rows(Thread, "marked_count", {comment.thread_id: _is_marked(comment) - before})
    _tell(actor, comment, _ACTIONS[mark, is_set])


def drop_marks(comments: Collection[Comment]) -> None:
    """Takes every mark from locked comments that have some; their events are the caller's."""
    marked = [comment for comment in comments if _is_marked(comment)]
    for comment in marked:
        comment.picked_at = comment.pinned_at = None
        comment.thread.marked_count -= 1
    _save(marked)
    fewer = Counter(comment.thread_id for comment in marked)
    if fewer:
        add_to_rows(Thread, "marked_count", {key: -number for key, number in fewer.items()})


def mark_again(comment: Comment, marks: Mapping[Mark, datetime]) -> None:
    """Gives a locked comment that is shown the marks that it had, but for those of which others
    have the most meanwhile; the event is the caller's.
    """
    before = _is_marked(comment)
    for mark, since in marks.items():
        others = Comment.objects.filter(thread=comment.thread_id, **{f"{mark}__isnull": False})
        if others.exclude(pk=comment.pk).count() < MOST[mark]:
            setattr(comment, mark, since)
    _save([comment])
    comment.thread.marked_count += (step := _is_marked(comment) - before)
    add_to_rows(Thread, "marked_count", {comment.thread_id: step})


def _check(comment: Comment, version: int, mark: Mark) -> None:
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown."))
    if comment.version != version:
        raise Conflict(
            gettext(
                "The author has edited this comment since you opened it. Please read it "
                "again before deciding."
            )
        )
    others = Comment.objects.filter(thread=comment.thread_id, **{f"{mark}__isnull": False})
    if others.count() < MOST[mark]:
        return
    if mark is Mark.PIN:
        raise Conflict(gettext("Another comment is pinned here. Please unpin it first."))
    raise Conflict(
        ngettext(
            "A discussion can have %(n)s editors’ pick. Please undo one first.",
            "A discussion can have %(n)s editors’ picks. Please undo one first.",
            MOST[mark],
        )
        % {"n": MOST[mark]}
    )


def _is_marked(comment: Comment) -> bool:
    return comment.picked_at is not None or comment.pinned_at is not None


def _save(comments: Collection[Comment]) -> None:
    for comment in comments:
        rank(comment)
    rows = [(it.picked_at, it.pinned_at, it.best, it.disputed, it.id) for it in comments]
    update_rows(Comment, ["picked_at", "pinned_at", "best", "disputed"], rows)


def _tell(actor: Actor, comment: Comment, action: str) -> None:
    audit.record(
        publication_id=comment.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="comment",
        subject_id=comment.id,
        details={"version": comment.version},
    )
    publish(
        CommentMarked(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=advance_revision(comment.thread_id),
            comment_id=comment.id,
        )
    )

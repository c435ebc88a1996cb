"""What a case says, worked out from its comment and from what is said about that."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.models import Case
from belowline.moderation.queries.newcomers import newcomers
from belowline.moderation.queries.passed_comments import Written, by_newcomers
from belowline.moderation.queries.urgency import (
    FIRST_PROMISE,
    HELD_PROMISE,
    OpenReport,
    urgency_of,
)

_COMMENT = (
    *("id", "publication_id", "thread_id", "status", "reason", "posted_at", "author_id"),
    "labels",
)


class Told(NamedTuple):
    """What a case has to know of its comment."""

    id: int
    publication_id: int
    thread_id: int
    status: str
    reason: str
    posted_at: datetime | None
    author_id: int | None
    labels: str


@dataclass(frozen=True, slots=True)
class Causes:
    """Why a comment waits, beside its state: its open reports, that a rule has flagged it, that a
    newcomer wrote it.
    """

    reports: Sequence[OpenReport]
    is_flagged: bool
    is_first: bool


def told_of(comment_ids: Collection[int]) -> list[Told]:
    """Those of these comments that there are, in order."""
    return [Told(*row) for row in sorted(select_rows(Comment, _COMMENT, id=comment_ids))]


def refreshed_case(case: Case | None, comment: Told, causes: Causes) -> Case | None:
    """The case as it is now; None where there was nothing and is nothing. What is hidden until its
    author edits it waits for no moderator.
    """
    is_held = comment.status == Comment.Status.HELD and not comment.reason
    is_decidable = comment.status in (Comment.Status.HELD, Comment.Status.PUBLISHED)
    is_reported = bool(causes.reports) and is_decidable
    is_flagged = causes.is_flagged and is_decidable
    is_escalated = case is not None and case.is_escalated and is_decidable
    is_first = (causes.is_first or (case is not None and case.is_first)) and is_decidable
    is_open = is_held or is_reported or is_escalated or is_flagged or is_first
    if case is None and not is_open:
        return None
    opened = _opened_at(case, comment, causes)
    if case is None:
        case = Case(id=new_id(), publication_id=comment.publication_id, comment_id=comment.id)
    told = causes.reports if is_reported else ()
    urgency = urgency_of(
        opened_at=opened,
        held_at=opened if is_held else None,
        reports=told,
        otherwise=HELD_PROMISE if is_escalated or is_flagged else FIRST_PROMISE,
    )
    case.is_open, case.is_reported, case.is_held = is_open, is_reported, is_held
    case.is_escalated, case.is_flagged, case.is_first = is_escalated, is_flagged, is_first
    case.reports, case.reason = len(told), urgency.reason
    case.opened_at, case.due_at, case.urgent_at = opened, urgency.due_at, urgency.urgent_at
    case.labels = comment.labels
    return case


def note_newcomers(opened: Collection[Case], comments: Mapping[int, Told]) -> None:
    """These cases, which have just been opened, say whether their writers were new."""
    by_publication: defaultdict[int, list[Written]] = defaultdict(list)
    for it in (comments[case.comment_id] for case in opened):
        if it.author_id and it.posted_at:
            written = Written(it.id, it.author_id, it.posted_at)
            by_publication[it.publication_id].append(written)
    found: set[int] = set()
    for publication_id, theirs in by_publication.items():
        most = newcomers(publication_id).comments
        found |= by_newcomers(theirs, publication_id=publication_id, most=most)
    for case in opened:
        case.is_newcomers = case.comment_id in found


def _opened_at(case: Case | None, comment: Told, causes: Causes) -> datetime:
    if case is not None and case.is_open:
        return case.opened_at
    since = comment.posted_at if case is None and comment.posted_at else now()
    return min((it.reported_at for it in causes.reports), default=since)

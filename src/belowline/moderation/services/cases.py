"""Keeps the cases in step with reports and with what becomes of comments."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.models import Case, Decision, Report
from belowline.moderation.queries.reporters import weights
from belowline.moderation.queries.urgency import OpenReport, urgency_of

_AT_ONCE = 500
_FIELDS = (
    *("is_open", "is_reported", "is_held", "is_escalated", "reports", "reason"),
    *("opened_at", "due_at", "urgent_at"),
)
_COMMENT = ("id", "publication_id", "status", "reason", "posted_at")


@transaction.atomic
def refresh_cases(comment_ids: Collection[int]) -> None:
    """Makes the cases of these comments say what is true now; opens and closes them.

    The caller has locked the comments, or is told of each change afterwards.
    """
    cases = {it.comment_id: it for it in Case.objects.filter(comment__in=comment_ids)}
    reports = _open_reports(comment_ids)
    rows = select_rows(Comment, _COMMENT, id=comment_ids)
    refreshed = [
        case
        for key, publication_id, status, reason, posted_at in sorted(rows)
        if (
            case := _refreshed(
                cases.get(key) or Case(id=new_id(), publication_id=publication_id, comment_id=key),
                reports[key],
                status=status,
                is_authors=status == Comment.Status.HELD and bool(reason),
                posted_at=posted_at,
                is_new=key not in cases,
            )
        )
    ]
    Case.objects.bulk_create(
        refreshed,
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=_FIELDS,
    )


def settle_case(comment_id: int, *, as_before: Mapping[str, Any] | None = None) -> None:
    """Brings the comment's case in step with a decision on it, or with the undoing of one before
    which it was `as_before`: it waits on, or it is closed by the last decision that stands. Nobody
    has it open any more.
    """
    before = as_before or {}
    changed: dict[str, Any] = {"is_escalated": bool(before.get("is_escalated"))}
    if before.get("opened_at"):
        changed |= {"is_open": True, "opened_at": datetime.fromisoformat(before["opened_at"])}
    Case.objects.filter(comment=comment_id).update(claimed_by=None, claimed_until=None, **changed)
    refresh_cases([comment_id])
    standing = Decision.objects.filter(comment=comment_id, undone_by=None)
    last = standing.exclude(outcome=Decision.Outcome.UNDONE).order_by("-id").first()
    cases = Case.objects.filter(comment=comment_id)
    if last is not None and not cases.exists():
        _decided_at_once(last).save()
    closed = last if last is not None and not cases.filter(is_open=True).exists() else None
    cases.update(decision=closed, decided_at=closed.decided_at if closed else None)


def _decided_at_once(decision: Decision) -> Case:
    """The case of what nobody had to wait for: a moderator came by."""
    return Case(
        publication_id=decision.publication_id,
        comment=decision.comment,
        is_open=False,
        opened_at=decision.decided_at,
        due_at=decision.decided_at,
        urgent_at=decision.decided_at,
    )


def case_as_it_is(comment_id: int) -> Mapping[str, Any]:
    """What a decision has to note of the comment's case, so that it can be undone."""
    case = Case.objects.filter(comment=comment_id, is_open=True).first()
    if case is None:
        return {}
    return {"is_escalated": case.is_escalated, "opened_at": case.opened_at.isoformat()}


def refresh_all_cases() -> None:
    """Makes them anew from what is reported and held: where there were none yet."""
    reported = Report.objects.filter(decision=None).values_list("comment_id", flat=True)
    held = Comment.objects.filter(status=Comment.Status.HELD).values_list("id", flat=True)
    ids = sorted({*reported.distinct(), *held})
    for start in range(0, len(ids), _AT_ONCE):
        refresh_cases(ids[start : start + _AT_ONCE])


def _open_reports(comment_ids: Collection[int]) -> dict[int, list[OpenReport]]:
    rows = Report.objects.filter(comment__in=comment_ids, decision=None)
    told = list(
        rows.values_list("comment_id", "publication_id", "reporter_id", "reason", "reported_at")
    )
    known: dict[int, float] = {}
    for publication_id in {row[1] for row in told}:
        people = {row[2] for row in told if row[1] == publication_id and row[2]}
        known |= weights(people, publication_id=publication_id)
    found: dict[int, list[OpenReport]] = defaultdict(list)
    for comment_id, _, reporter_id, reason, reported_at in told:
        found[comment_id].append(OpenReport(reason, reported_at, known.get(reporter_id or 0, 1.0)))
    return found


def _refreshed(
    case: Case,
    reports: Sequence[OpenReport],
    *,
    status: str,
    is_authors: bool,
    posted_at: datetime | None,
    is_new: bool,
) -> Case | None:
    """The case as it is now; None where there was nothing and is nothing. What is hidden until its
    author edits it (`is_authors`) waits for no moderator.
    """
    is_held = status == Comment.Status.HELD and not is_authors
    is_decidable = status in (Comment.Status.HELD, Comment.Status.PUBLISHED)
    is_escalated = case.is_escalated and is_decidable
    is_reported = bool(reports) and is_decidable
    is_open = is_held or is_reported or is_escalated
    if is_new and not is_open:
        return None
    opened = case.opened_at
    if is_new or not case.is_open:
        since = posted_at if is_new and posted_at else now()
        opened = min((it.reported_at for it in reports), default=since)
    told = reports if is_reported else ()
    urgency = urgency_of(opened_at=opened, held_at=opened if is_held else None, reports=told)
    case.is_open, case.is_reported, case.is_held = is_open, is_reported, is_held
    case.is_escalated = is_escalated
    case.reports, case.reason = len(told), urgency.reason
    case.opened_at, case.due_at, case.urgent_at = opened, urgency.due_at, urgency.urgent_at
    return case

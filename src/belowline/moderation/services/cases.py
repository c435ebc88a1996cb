"""Keeps the cases in step with reports and with what becomes of comments."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment
from belowline.moderation.models import Case, Decision, Report, RuleMatch
from belowline.moderation.queries.reporters import weights
from belowline.moderation.queries.urgency import OpenReport, urgency_of
from belowline.moderation.screening.definition import Action

_AT_ONCE = 500
_FIELDS = (
    *("is_open", "is_reported", "is_held", "is_escalated", "is_flagged", "reports", "reason"),
    *("opened_at", "due_at", "urgent_at"),
)
_COMMENT = ("id", "publication_id", "status", "posted_at")


@transaction.atomic
def refresh_cases(comment_ids: Collection[int]) -> None:
    """Makes the cases of these comments say what is true now; opens and closes them.

    The caller has locked the comments, or is told of each change afterwards.
    """
    cases = {it.comment_id: it for it in Case.objects.filter(comment__in=comment_ids)}
    reports = _open_reports(comment_ids)
    flagged = _flagged(comment_ids)
    rows = [_Told(*row) for row in sorted(select_rows(Comment, _COMMENT, id=comment_ids))]
    refreshed = [
        case
        for it in rows
        if (case := _refreshed(cases.get(it.id), it, reports[it.id], is_flagged=it.id in flagged))
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
        comment_id=decision.comment_id,
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
    """Makes them anew from what is reported, held and flagged: where there were none yet."""
    reported = Report.objects.filter(decision=None).values_list("comment_id", flat=True)
    held = Comment.objects.filter(status=Comment.Status.HELD).values_list("id", flat=True)
    flagged = RuleMatch.objects.filter(
        comment__isnull=False, decision=None, is_live=True, action=Action.FLAG.value
    )
    ids = sorted({*reported.distinct(), *held, *flagged.values_list("comment_id", flat=True)})
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


def _flagged(comment_ids: Collection[int]) -> set[int]:
    """Those that a rule has brought to the desk and on which nobody has decided since."""
    rows = RuleMatch.objects.filter(
        comment__in=comment_ids, decision=None, is_live=True, action=Action.FLAG.value
    )
    return {key for key in rows.values_list("comment_id", flat=True) if key is not None}


class _Told(NamedTuple):
    """What a case has to know of its comment."""

    id: int
    publication_id: int
    status: str
    posted_at: datetime | None


def _refreshed(
    case: Case | None, comment: _Told, reports: Sequence[OpenReport], *, is_flagged: bool
) -> Case | None:
    """The case as it is now; None where there was nothing and is nothing."""
    is_held = comment.status == Comment.Status.HELD
    is_decidable = is_held or comment.status == Comment.Status.PUBLISHED
    is_flagged = is_flagged and is_decidable
    is_escalated = case is not None and case.is_escalated and is_decidable
    is_reported = bool(reports) and is_decidable
    is_open = is_held or is_reported or is_escalated or is_flagged
    if case is None and not is_open:
        return None
    if case is None or not case.is_open:
        opened = min((it.reported_at for it in reports), default=comment.posted_at or now())
    else:
        opened = case.opened_at
    whose = {"publication_id": comment.publication_id, "comment_id": comment.id}
    kept = case or Case(id=new_id(), **whose)
    told = reports if is_reported else ()
    urgency = urgency_of(opened_at=opened, held_at=opened if is_held else None, reports=told)
    kept.is_open, kept.is_reported, kept.is_held = is_open, is_reported, is_held
    kept.is_escalated, kept.is_flagged = is_escalated, is_flagged
    kept.reports, kept.reason = len(told), urgency.reason
    kept.opened_at, kept.due_at, kept.urgent_at = opened, urgency.due_at, urgency.urgent_at
    return kept

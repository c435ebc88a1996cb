"""Keeps the cases in step with reports and with what becomes of comments."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from belowline.core.bulk_sql import select_rows, update_rows
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.standing import Standing
from belowline.moderation.models import Case, Decision, Report
from belowline.moderation.queries.reporters import weights
from belowline.moderation.queries.urgency import OpenReport, urgency_of
from belowline.moderation.services.flags import flagged_among, open_flags
from belowline.newsroom.models import Article

_AT_ONCE = 500
_FIELDS = (
    *("thread_id", "section_id", "is_open", "is_reported", "is_held", "is_escalated", "is_flagged"),
    *("reports", "reason", "opened_at", "due_at", "urgent_at"),
)
_COMMENT = ("id", "publication_id", "thread_id", "status", "reason", "posted_at")


@transaction.atomic
def refresh_cases(comment_ids: Collection[int]) -> None:
    """Makes the cases of these comments say what is true now; opens and closes them.

    The caller has locked the comments, or is told of each change afterwards.
    """
    cases = {it.comment_id: it for it in Case.objects.filter(comment__in=comment_ids)}
    reports = _open_reports(comment_ids)
    flagged = flagged_among(comment_ids)
    rows = [_Told(*row) for row in sorted(select_rows(Comment, _COMMENT, id=comment_ids))]
    sections = _sections({row.thread_id for row in rows})
    refreshed = []
    for it in rows:
        case = _refreshed(
            cases.get(it.id)
            or Case(id=new_id(), publication_id=it.publication_id, comment_id=it.id),
            it,
            reports[it.id],
            is_flagged=it.id in flagged,
            is_new=it.id not in cases,
        )
        if case is not None:
            case.thread_id, case.section_id = it.thread_id, sections.get(it.thread_id)
            refreshed.append(case)
    Case.objects.bulk_create(
        refreshed,
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=_FIELDS,
    )


def settle_cases(comment_ids: Collection[int], *, as_before: Mapping[int, Standing]) -> None:
    """Brings the comments' cases in step with decisions on them, or with the undoing of those
    before which they were `as_before`, by comment: they wait on, or are closed by the last decision
    that stands. Nobody has them open any more.
    """
    cases = Case.objects.filter(comment__in=comment_ids)
    cases.update(claimed_by=None, claimed_until=None)
    rows = []
    for case in cases:
        before = as_before.get(case.comment_id, {})
        case.is_escalated = bool(before.get("is_escalated"))
        if before.get("opened_at"):
            case.is_open, case.opened_at = True, datetime.fromisoformat(before["opened_at"])
        rows.append((case.is_escalated, case.is_open, case.opened_at, case.id))
    update_rows(Case, ["is_escalated", "is_open", "opened_at"], rows)
    refresh_cases(comment_ids)
    _close(comment_ids)


def _close(comment_ids: Collection[int]) -> None:
    """What waits no longer is closed by the last decision that stands."""
    standing = Decision.objects.filter(comment__in=comment_ids, undone_by=None)
    decided = standing.exclude(outcome=Decision.Outcome.UNDONE).order_by("id")
    last = {it.comment_id or 0: it for it in decided}
    cases = {it.comment_id: it for it in Case.objects.filter(comment__in=comment_ids)}
    closed = {key: last.get(key) if not it.is_open else None for key, it in cases.items()}
    update_rows(
        Case,
        ["decision_id", "decided_at"],
        [
            (it.id if it else None, it.decided_at if it else None, cases[key].id)
            for key, it in closed.items()
        ],
    )
    Case.objects.bulk_create(_decided_at_once(it) for key, it in last.items() if key not in cases)


def _decided_at_once(decision: Decision) -> Case:
    """The case of what nobody had to wait for: a moderator came by."""
    return Case(
        publication_id=decision.publication_id,
        comment=decision.comment,
        is_open=False,
        opened_at=decision.decided_at,
        due_at=decision.decided_at,
        urgent_at=decision.decided_at,
        decision=decision,
        decided_at=decision.decided_at,
    )


def cases_as_they_are(comment_ids: Collection[int]) -> Mapping[int, Standing]:
    """What decisions have to note of the comments' cases, by comment, so that they can be undone;
    nothing where none waits.
    """
    waiting = Case.objects.filter(comment__in=comment_ids)
    return {
        it.comment_id: {
            "is_escalated": it.is_escalated,
            "opened_at": it.opened_at.isoformat(),
            "due_at": it.due_at.isoformat(),
            "reported_for": it.reason,
        }
        for it in waiting
        if it.is_open
    }


def refresh_places(*, thread_ids: Collection[int], article_ids: Collection[int]) -> None:
    """Makes the waiting cases of these threads, and below these articles, say where they stand."""
    below = [key for (key,) in select_rows(Thread, ["id"], article_id=article_ids)]
    waiting = Case.objects.filter(thread_id__in=[*thread_ids, *below], is_open=True)
    refresh_cases(list(waiting.values_list("comment_id", flat=True)))


def refresh_all_cases() -> None:
    """Makes them anew from what is reported, held and flagged: where there were none yet."""
    reported = Report.objects.filter(decision=None).values_list("comment_id", flat=True)
    held = Comment.objects.filter(status=Comment.Status.HELD).values_list("id", flat=True)
    flagged = open_flags().values_list("comment_id", flat=True)
    ids = sorted({*reported.distinct(), *held, *flagged})
    for start in range(0, len(ids), _AT_ONCE):
        refresh_cases(ids[start : start + _AT_ONCE])


def _sections(thread_ids: Collection[int]) -> Mapping[int, int]:
    """In which section the story of each of these threads stands."""
    threads = dict(select_rows(Thread, ["id", "article_id"], id=thread_ids))
    sections = dict(select_rows(Article, ["id", "section_id"], id=threads.values()))
    return {key: sections[article_id] for key, article_id in threads.items()}


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


class _Told(NamedTuple):
    """What a case has to know of its comment."""

    id: int
    publication_id: int
    thread_id: int
    status: str
    reason: str
    posted_at: datetime | None


def _refreshed(
    case: Case,
    comment: _Told,
    reports: Sequence[OpenReport],
    *,
    is_flagged: bool,
    is_new: bool,
) -> Case | None:
    """The case as it is now; None where there was nothing and is nothing. What is hidden until its
    author edits it waits for no moderator.
    """
    is_held = comment.status == Comment.Status.HELD and not comment.reason
    is_decidable = comment.status in (Comment.Status.HELD, Comment.Status.PUBLISHED)
    is_escalated, is_flagged = case.is_escalated and is_decidable, is_flagged and is_decidable
    is_reported = bool(reports) and is_decidable
    is_open = is_held or is_reported or is_escalated or is_flagged
    if is_new and not is_open:
        return None
    opened = case.opened_at
    if is_new or not case.is_open:
        since = comment.posted_at if is_new and comment.posted_at else now()
        opened = min((it.reported_at for it in reports), default=since)
    told = reports if is_reported else ()
    urgency = urgency_of(opened_at=opened, held_at=opened if is_held else None, reports=told)
    case.is_open, case.is_reported, case.is_held = is_open, is_reported, is_held
    case.is_escalated, case.is_flagged = is_escalated, is_flagged
    case.reports, case.reason = len(told), urgency.reason
    case.opened_at, case.due_at, case.urgent_at = opened, urgency.due_at, urgency.urgent_at
    return case

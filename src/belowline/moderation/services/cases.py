"""Keeps the cases in step with reports and with what becomes of comments."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from belowline.core.bulk_sql import select_rows, update_rows
from belowline.core.clock import now
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.standing import Standing
from belowline.moderation.models import Case, Decision, Report
from belowline.moderation.queries.reporters import weights
from belowline.moderation.queries.urgency import OpenReport
from belowline.moderation.services.case_sources import note_sources
from belowline.moderation.services.case_state import (
    Causes,
    note_newcomers,
    refreshed_case,
    told_of,
)
from belowline.moderation.services.flags import flagged_among, open_flags
from belowline.moderation.services.reads_of_cases import begin_counting, weigh
from belowline.newsroom.models import Article

_AT_ONCE = 500
_FIELDS = (
    *("thread_id", "section_id", "is_open", "is_reported", "is_held", "is_escalated", "is_flagged"),
    *("is_first", "is_newcomers"),
    *("reports", "reason", "opened_at", "due_at", "urgent_at", "unread_at"),
    *("reads", "reads_before", "labels", "rules", "language"),
)
_SETTLED = ("is_escalated", "is_first", "is_open", "opened_at", "reads", "reads_before")


@transaction.atomic
def refresh_cases(comment_ids: Collection[int], *, first: Collection[int] = ()) -> None:
    """Makes the cases of these comments say what is true now; opens and closes them. Those in
    `first` wait because newcomers wrote them.

    The caller has locked the comments, or is told of each change afterwards.
    """
    cases = {it.comment_id: it for it in Case.objects.filter(comment__in=comment_ids)}
    reports = _open_reports(comment_ids)
    flagged = flagged_among(comment_ids)
    rows = {it.id: it for it in told_of(comment_ids)}
    places = _places({row.thread_id for row in rows.values()})
    waited = {key for key, it in cases.items() if it.is_open}
    refreshed = []
    for it in rows.values():
        causes = Causes(reports[it.id], is_flagged=it.id in flagged, is_first=it.id in first)
        case = refreshed_case(cases.get(it.id), it, causes)
        if case is not None:
            case.thread_id, case.section_id = it.thread_id, places[it.thread_id][1]
            refreshed.append(case)
    opened = [it for it in refreshed if it.is_open and it.comment_id not in waited]
    begin_counting(opened, {key: article_id for key, (article_id, _) in places.items()})
    note_newcomers(opened, rows)
    note_sources(refreshed)
    moment = now()
    for case in refreshed:
        weigh(case, case.urgent_at, moment)
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
        case.is_first = bool(before.get("is_first"))
        if before.get("opened_at"):
            case.is_open, case.opened_at = True, datetime.fromisoformat(before["opened_at"])
            case.reads, case.reads_before = before.get("reads", (0, 0))
        rows.append([getattr(case, name) for name in (*_SETTLED, "id")])
    update_rows(Case, _SETTLED, rows)
    refresh_cases(comment_ids)
    _close(comment_ids)


def _close(comment_ids: Collection[int]) -> None:
    """What waits no longer is closed by the last decision that stands, such as that a rule's hold
    is undone.
    """
    standing = Decision.objects.filter(comment__in=comment_ids, undone_by=None, label="")
    is_own = ~Q(outcome=Decision.Outcome.UNDONE) | Q(undoes__automation=Decision.Automation.WHOLLY)
    decided = standing.filter(is_own).order_by("id")
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
            "is_first": it.is_first,
            "opened_at": it.opened_at.isoformat(),
            "due_at": it.due_at.isoformat(),
            "reported_for": it.reason,
            "reads": (it.reads, it.reads_before),
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


def _places(thread_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Each of these threads' article, and the section in which that stands."""
    threads = dict(select_rows(Thread, ["id", "article_id"], id=thread_ids))
    sections = dict(select_rows(Article, ["id", "section_id"], id=threads.values()))
    return {key: (article_id, sections[article_id]) for key, article_id in threads.items()}


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

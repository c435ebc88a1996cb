"""What waits for a moderator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from belowline.moderation.models import Reason, Report

REASONS = tuple(Reason.choices)
"""Every reason with its words, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class ReportedComment:
    """A comment with open reports: how many of each reason, since when, and the readers' notes."""

    comment_id: int
    first_reported_at: datetime
    reasons: Mapping[str, int]
    notes: tuple[str, ...]


def reported_comments(*, publication_id: int, limit: int = 100) -> list[ReportedComment]:
    """The comments with open reports, those that have waited longest first."""
    reports = Report.objects.filter(publication_id=publication_id, decision=None)
    waiting = (
        reports.values("comment_id").annotate(first=Min("reported_at")).order_by("first")[:limit]
    )
    first = {row["comment_id"]: row["first"] for row in waiting}
    counted = reports.filter(comment_id__in=first).values_list("comment_id", "reason")
    reasons: dict[int, dict[str, int]] = {}
    for comment_id, reason, number in counted.annotate(number=Count("id")):
        reasons.setdefault(comment_id, {})[str(Reason(reason).label)] = number
    notes: dict[int, list[str]] = {}
    told = reports.filter(comment_id__in=first).exclude(note="")
    for comment_id, note in told.values_list("comment_id", "note"):
        notes.setdefault(comment_id, []).append(note)
    return [
        ReportedComment(comment_id, since, reasons[comment_id], tuple(notes.get(comment_id, ())))
        for comment_id, since in first.items()
    ]


def open_report_count(publication_id: int) -> int:
    """How many comments wait for a decision."""
    reports = Report.objects.filter(publication_id=publication_id, decision=None)
    return reports.values("comment_id").distinct().count()

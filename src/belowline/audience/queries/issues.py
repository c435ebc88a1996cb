"""Issues of newsletters, as the desk and the archive show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from belowline.audience.models import Delivery, Issue
from belowline.core.ids import encode

_ARCHIVED = 50


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue; `state` and what else is not explained is as in models.Issue."""

    id: int
    publication_id: int
    list_id: int
    list_name: str
    is_alert: bool
    subject: str
    text: str
    article_ids: Sequence[int]
    comment_id: int | None
    state: str
    pause_reason: str
    made_at: datetime
    due_at: datetime | None
    sent_at: datetime | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def list_ref(self) -> str:
        """The list's id as addresses write it."""
        return encode(self.list_id)

    @property
    def is_draft(self) -> bool:
        """Whether its words can still be changed."""
        return self.state in (Issue.State.DRAFT.value, Issue.State.SCHEDULED.value)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many mails of an issue there are, by what became of them."""

    by_state: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_state.values())

    @property
    def done(self) -> int:
        """Those that are not waiting any more."""
        return self.total - self.of("waiting") - self.of("handing")

    def of(self, state: str) -> int:
        """Those of one state."""
        return self.by_state.get(state, 0)


def issue_at_desk(*, publication_id: int, issue_id: int) -> IssueView | None:
    """The publication's issue with this id, or None."""
    rows = Issue.objects.select_related("mailing_list")
    row = rows.filter(pk=issue_id, publication_id=publication_id).first()
    return _view(row) if row else None


def issues_at_desk(publication_id: int) -> list[IssueView]:
    """The newest issues of all lists."""
    return _views(publication_id)


def sent_issues(*, publication_id: int, list_id: int) -> list[IssueView]:
    """The newest issues of a list that were sent, or are being sent."""
    return _views(publication_id, mailing_list_id=list_id, begun_at__isnull=False)


def newest_issues(publication_id: int) -> list[IssueView]:
    """The newest issue of each list that was sent, or is being sent, the newest first."""
    begun = Issue.objects.filter(publication_id=publication_id, begun_at__isnull=False)
    newest = begun.values("mailing_list_id").annotate(newest=Max("id")).values_list("newest")
    rows = Issue.objects.select_related("mailing_list").filter(pk__in=[key for (key,) in newest])
    return [_view(row) for row in rows.order_by("-id")]


def sent_issue(*, publication_id: int, issue_id: int) -> IssueView | None:
    """An issue that readers may see, or None."""
    found = issue_at_desk(publication_id=publication_id, issue_id=issue_id)
    return found if found and not found.is_draft else None


def progress(issue_ids: Sequence[int], *, publication_id: int) -> dict[int, Progress]:
    """How far each of these issues of the publication is, by id."""
    counts: dict[int, dict[str, int]] = {issue_id: {} for issue_id in issue_ids}
    rows = Delivery.objects.filter(issue_id__in=issue_ids, issue__publication_id=publication_id)
    for issue_id, state, number in rows.values_list("issue_id", "state").annotate(Count("id")):
        counts[issue_id][state] = number
    return {issue_id: Progress(by_state) for issue_id, by_state in counts.items()}


def _views(publication_id: int, **more: object) -> list[IssueView]:
    rows = Issue.objects.select_related("mailing_list").filter(publication_id=publication_id)
    return [_view(row) for row in rows.filter(**more).order_by("-id")[:_ARCHIVED]]


def _view(row: Issue) -> IssueView:
    return IssueView(
        row.pk,
        row.publication_id,
        row.mailing_list_id,
        row.mailing_list.name,
        row.mailing_list.kind == "alerts",
        row.subject,
        row.text,
        tuple(row.article_ids),
        row.comment_id,
        row.state,
        row.pause_reason,
        row.made_at,
        row.due_at,
        row.sent_at,
    )

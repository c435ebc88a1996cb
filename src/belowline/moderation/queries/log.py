"""The audit log of a publication, as its staff reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.moderation.queries.log_words import action_named, action_words

PAGE = 100
MOST_EXPORTED = 50_000
"""Lines of one export, the newest of those that are asked for."""
KINDS: Mapping[str, str] = {
    "comment": _("comments"),
    "person": _("readers and staff"),
    "batch": _("batches"),
    "thread": _("discussions"),
    "article": _("articles"),
    "rule": _("rules"),
    "queue": _("own queues"),
}
"""What lines are about, as far as one can ask for it, with its name in English."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: who (empty: a reader, or the machine) did what (a code) to what, when, and why."""

    id: int
    recorded_at: datetime
    who: str
    action: str
    kind: str
    subject_id: int
    reason: str
    details: Mapping[str, object]

    @property
    def ref(self) -> str:
        """The subject's id as addresses write it."""
        return encode(self.subject_id) if self.subject_id else ""

    @property
    def words(self) -> str:
        """What was done, in words; empty for what only another version knew."""
        return action_words(self.action)

    @property
    def about(self) -> str:
        """The role or badge that it is about, or empty."""
        return action_named(self.action)[1]

    @property
    def decision_ref(self) -> str:
        """The same of the decision that it tells of; empty: of none."""
        key = self.details.get("decision")
        return encode(key) if isinstance(key, int) else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines; what is empty or None makes no difference. `until` is not among them."""

    kind: str = ""
    who: str = ""
    since: datetime | None = None
    until: datetime | None = None


def log_page(*, publication_id: int, wanted: Wanted, before: int | None = None) -> list[Line]:
    """Up to a hundred lines, the newest first: those before the line `before`, or the first."""
    rows = _rows(publication_id, wanted)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_line(row) for row in rows[:PAGE]]


def whole_log(*, publication_id: int, wanted: Wanted) -> Iterator[Line]:
    """All of them, the newest first, read bit by bit."""
    for row in _rows(publication_id, wanted)[:MOST_EXPORTED].iterator(chunk_size=2_000):
        yield _line(row)


def _rows(publication_id: int, wanted: Wanted) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(publication_id=publication_id)
    if wanted.kind:
        rows = rows.filter(subject_kind=wanted.kind)
    if wanted.who:
        rows = rows.filter(actor_name=wanted.who)
    if wanted.since is not None:
        rows = rows.filter(recorded_at__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(recorded_at__lt=wanted.until)
    return rows.order_by("-id")


def _line(row: AuditEntry) -> Line:
    return Line(
        row.id,
        row.recorded_at,
        row.actor_name,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.reason,
        row.details,
    )

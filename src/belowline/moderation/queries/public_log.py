"""What everybody may know of a publication's decisions: when, what and why; nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.ids import encode
from belowline.moderation.models import Decision
from belowline.moderation.queries.labels import label_name, labels
from belowline.moderation.queries.reasons import reason_at

PAGE = 50


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """A decision without names and words. `outcome` and `found` are English words; `reason` and
    `label` are in the language that is spoken. `is_about_person`: it concerns somebody's account.
    """

    id: int
    decided_at: datetime
    outcome: str
    label: str
    reason: str
    found: str
    is_automatic: bool
    is_about_person: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def public_log(*, publication_id: int, before: int | None = None) -> Sequence[PublicDecision]:
    """Fifty decisions, the newest first: those before this one, or the last. Labels are among them
    that readers see.
    """
    shown = [it.code for it in labels(publication_id) if it.is_shown]
    rows = Decision.objects.filter(publication=publication_id, label__in=["", *shown])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [_public(it, publication_id) for it in rows.order_by("-id")[:PAGE]]


def _public(it: Decision, publication_id: int) -> PublicDecision:
    known = reason_at(it.reason, publication_id=publication_id) if it.reason else None
    return PublicDecision(
        it.id,
        it.decided_at,
        str(Decision.Outcome(it.outcome).label),
        label_name(it.label, publication_id=publication_id) if it.label else "",
        known.label if known else "",
        str(Decision.Found(it.found).label),
        is_automatic=it.automation == Decision.Automation.WHOLLY,
        is_about_person=it.comment_id is None and it.thread_id is None,
    )

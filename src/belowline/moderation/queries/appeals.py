"""Appeals as the desk sees them: which wait, and what each is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.ids import encode
from belowline.moderation.models import Appeal, Decision
from belowline.moderation.queries.reasons import reason_title

_PAGE = 50
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class AppealCase:
    """An appeal with the decision that it is against; `outcome` and `result` are English words.

    `moderator_id` is who decided first and may not decide again; their name is told once it is
    decided (`first_by`).
    """

    id: int
    person_id: int
    name: str
    text: str
    made_at: datetime
    outcome: str
    reason: str
    explanation: str
    note: str
    decided_first_at: datetime
    ends_at: datetime | None
    moderator_id: int | None
    first_by: str
    comment_id: int | None
    result: str
    answer: str
    decided_at: datetime | None
    decided_by: str

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def person_ref(self) -> str:
        """The appellant's id as addresses write it."""
        return encode(self.person_id)

    @property
    def comment_ref(self) -> str:
        """The comment's id as addresses write it; empty: the decision is about no comment."""
        return encode(self.comment_id) if self.comment_id else ""


def open_appeals(publication_id: int) -> list[AppealCase]:
    """Those that wait, the oldest first."""
    rows = Appeal.objects.filter(publication=publication_id, decided_at__isnull=True)
    return _cases(list(rows.order_by("made_at", "id").select_related("decision")[:_PAGE]))


def number_of_appeals(publication_id: int) -> int:
    """How many wait; MOST_COUNTED says that there are as many or more."""
    rows = Appeal.objects.filter(publication=publication_id, decided_at__isnull=True)
    return rows[:MOST_COUNTED].count()


def decided_appeals(publication_id: int) -> list[AppealCase]:
    """Those that were decided last."""
    rows = Appeal.objects.filter(publication=publication_id, decided_at__isnull=False)
    return _cases(list(rows.order_by("-decided_at").select_related("decision")[:_PAGE]))


def appeal_case(*, appeal_id: int, publication_id: int) -> AppealCase | None:
    """The publication's appeal with this id."""
    found = Appeal.objects.filter(pk=appeal_id).select_related("decision").first()
    return _cases([found])[0] if found and found.publication_id == publication_id else None


def _cases(rows: Sequence[Appeal]) -> list[AppealCase]:
    people = {it.person_id for it in rows}
    people |= {key for it in rows for key in (it.decided_by_id, it.decision.moderator_id) if key}
    cards = author_cards(people)

    def name(key: int | None) -> str:
        return cards[key].name if key in cards else ""

    return [
        AppealCase(
            id=it.id,
            person_id=it.person_id,
            name=name(it.person_id),
            text=it.text,
            made_at=it.made_at,
            outcome=str(Decision.Outcome(it.decision.outcome).label),
            reason=reason_title(it.decision.reason, publication_id=it.publication_id),
            explanation=it.decision.explanation,
            note=it.decision.note,
            decided_first_at=it.decision.decided_at,
            ends_at=it.decision.ends_at,
            moderator_id=it.decision.moderator_id,
            first_by=name(it.decision.moderator_id) if it.decided_at else "",
            comment_id=it.decision.comment_id or it.decision.occasion_id,
            result=str(Appeal.Result(it.result).label) if it.result else "",
            answer=it.answer,
            decided_at=it.decided_at,
            decided_by=name(it.decided_by_id),
        )
        for it in rows
    ]

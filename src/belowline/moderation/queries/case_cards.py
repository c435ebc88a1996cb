"""Cases as lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.queries.label_codes import labels_in
from belowline.moderation.models import Case, Decision, Reason
from belowline.moderation.queries.labels import label_name
from belowline.moderation.queries.person_file import under_appeal
from belowline.moderation.queries.reasons import reason_title
from belowline.moderation.queries.worst import worst_titles


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in a list. `reason` and `outcome` are English words, empty where there is none;
    `worst` is the title of the reason for which its comment is folded (queries/worst.py).
    `reads` is how often its article was read since it was opened, about; 0 while nobody can read
    the comment. `labels` are names. `claimant` is who has it open now. `due_at` is when it should
    have been decided.
    """

    id: int
    comment_id: int
    is_open: bool
    is_reported: bool
    is_held: bool
    is_escalated: bool
    is_flagged: bool
    is_first: bool
    is_newcomers: bool
    reports: int
    reads: int
    reason: str
    worst: str
    labels: Sequence[str]
    opened_at: datetime
    due_at: datetime
    is_late: bool
    assignee: str
    claimant_id: int | None
    claimant: str
    decision_id: int | None
    outcome: str
    decided_for: str
    decided_by: str
    decided_at: datetime | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def reads_said(self) -> int:
        """The reads in two digits and zeros: they are counted every few seconds."""
        digits = len(str(self.reads))
        return round(self.reads, 2 - digits) if digits > 2 else self.reads

    @property
    def decision_ref(self) -> str:
        """The last decision's id as addresses write it; empty: there is none."""
        return encode(self.decision_id) if self.decision_id else ""


def case_cards(cases: Sequence[Case]) -> list[CaseCard]:
    """These cases as lists show them."""
    moment = now()
    decisions = Decision.objects.in_bulk([it.decision_id for it in cases if it.decision_id])
    worst = {key: worst_titles(key) for key in {it.publication_id for it in cases}}
    hidden = under_appeal(list(decisions))
    holders = {
        it.id: it.claimed_by_id
        for it in cases
        if it.claimed_by_id and it.claimed_until and it.claimed_until > moment
    }
    people = {it.assignee_id for it in cases} | {it.moderator_id for it in decisions.values()}
    names = author_cards({key for key in {*people, *holders.values()} if key})

    def name(key: int | None) -> str:
        return names[key].name if key in names else ""

    cards = []
    for it in cases:
        decision = decisions.get(it.decision_id) if it.decision_id else None
        holder = holders.get(it.id)
        cards.append(
            CaseCard(
                id=it.id,
                comment_id=it.comment_id,
                is_open=it.is_open,
                is_reported=it.is_reported,
                is_held=it.is_held,
                is_escalated=it.is_escalated,
                is_flagged=it.is_flagged,
                is_first=it.is_first,
                is_newcomers=it.is_newcomers,
                reports=it.reports,
                reads=0 if it.is_held else it.reads,
                reason=str(Reason(it.reason).label) if it.reason else "",
                worst=worst[it.publication_id].get(_grounds(it, decision), ""),
                labels=[
                    label_name(code, publication_id=it.publication_id)
                    for code in labels_in(it.labels)
                ],
                opened_at=it.opened_at,
                due_at=it.due_at,
                is_late=it.is_open and it.due_at < moment,
                assignee=name(it.assignee_id),
                claimant_id=holder,
                claimant=name(holder),
                decision_id=it.decision_id,
                outcome=str(Decision.Outcome(decision.outcome).label) if decision else "",
                decided_for=reason_title(decision.reason, publication_id=it.publication_id)
                if decision and decision.reason
                else "",
                decided_by=name(decision.moderator_id)
                if decision and decision.id not in hidden
                else "",
                decided_at=it.decided_at,
            )
        )
    return cards


def _grounds(case: Case, decision: Decision | None) -> str:
    """The reason for which it waits, or was decided."""
    return decision.reason if decision and not case.is_open else case.reason

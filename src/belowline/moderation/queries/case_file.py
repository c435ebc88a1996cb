"""What is known about a case: reports, decisions, notes, and the person who wrote the comment."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.moderation.models import CaseNote, Decision, Reason, Report
from belowline.moderation.queries.labels import label_name
from belowline.moderation.queries.person_file import under_appeal
from belowline.moderation.queries.reasons import reason_title
from belowline.moderation.queries.reporters import weights
from belowline.moderation.queries.undoable import can_be_undone

_USUALLY_RIGHT = 1.3
"""The weight from which on a reporter is said to be usually right: four of five, or so."""
_USUALLY_WRONG = 0.6
_LATELY = timedelta(days=30)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Reports:
    """The open reports: how many of each reason (English words), by whom as far as it matters,
    what was noted, and since when.
    """

    reasons: Mapping[str, int]
    usually_right: int
    usually_wrong: int
    notes: Sequence[str]
    since: datetime | None

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as colleagues see it; `outcome` is an English word, `label` the name of the label
    that it puts on the comment or takes off. `by` is empty while somebody else looks at it again,
    `rule` is the name of the rule that made it.
    """

    id: int
    outcome: str
    label: str
    reason: str
    clause: str
    explanation: str
    note: str
    by: str
    rule: str
    decided_at: datetime
    text_version: int
    is_undone: bool
    can_be_undone: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class NoteView:
    """What a colleague noted, or did; `kind` as CaseNote.Kind has it."""

    kind: str
    text: str
    by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Conduct:
    """How what a person has written here was decided upon: comments in all and in the last 30 days,
    and those of each that were removed.
    """

    comments: int
    removed: int
    removed_lately: int
    lately: int

    @property
    def share(self) -> float:
        """Which part of the comments was removed, 0 to 1."""
        return self.removed / self.comments if self.comments else 0.0


def open_reports(comment_id: int, *, publication_id: int) -> Reports:
    """The reports of this comment that no decision has settled."""
    rows = Report.objects.filter(comment=comment_id, decision=None).order_by("id")
    told = [it for it in rows if it.publication_id == publication_id]
    people = {it.reporter_id for it in told if it.reporter_id}
    known = weights(people, publication_id=publication_id)
    reasons = Counter(str(Reason(it.reason).label) for it in told)
    return Reports(
        reasons=dict(reasons.most_common()),
        usually_right=sum(weight >= _USUALLY_RIGHT for weight in known.values()),
        usually_wrong=sum(weight <= _USUALLY_WRONG for weight in known.values()),
        notes=tuple(it.note for it in told if it.note),
        since=told[0].reported_at if told else None,
    )


def decisions_on(comment_id: int, *, publication_id: int) -> list[DecisionView]:
    """What was decided about this comment of the publication, the newest first."""
    decided = Decision.objects.filter(comment=comment_id).select_related(
        "rule_version__rule", "undoes"
    )
    found = decided.order_by("-id")[:_MOST]
    rows = [it for it in found if it.publication_id == publication_id]
    return _views(rows)


def case_notes(case_id: int, *, publication_id: int) -> list[NoteView]:
    """What colleagues noted about this case of the publication, the oldest first."""
    found = CaseNote.objects.filter(case=case_id).select_related("case").order_by("id")
    rows = [it for it in found if it.case.publication_id == publication_id]
    names = author_cards({it.author_id for it in rows if it.author_id})
    return [
        NoteView(
            it.kind,
            it.text,
            names[it.author_id].name if it.author_id in names else "",
            it.noted_at,
        )
        for it in rows
    ]


def conduct(person_id: int, *, publication_id: int) -> Conduct:
    """How this person's comments at the publication were decided upon."""
    since = now() - _LATELY
    written = Comment.objects.filter(author=person_id, publication=publication_id)
    gone = written.filter(status=Comment.Status.REMOVED)
    return Conduct(
        comments=written.count(),
        removed=gone.count(),
        removed_lately=gone.filter(posted_at__gte=since).count(),
        lately=written.filter(posted_at__gte=since).count(),
    )


def _views(rows: Sequence[Decision]) -> list[DecisionView]:
    last = next((it.id for it in rows if not it.label), 0)
    names = author_cards({it.moderator_id for it in rows if it.moderator_id})
    undone = {it.undoes_id for it in rows if it.undoes_id}
    hidden = under_appeal([it.id for it in rows])
    return [
        DecisionView(
            id=it.id,
            outcome=str(Decision.Outcome(it.outcome).label),
            label=label_name(it.label, publication_id=it.publication_id) if it.label else "",
            reason=reason_title(it.reason, publication_id=it.publication_id) if it.reason else "",
            clause=it.clause,
            explanation=it.explanation,
            note=it.note,
            by=names[it.moderator_id].name
            if it.moderator_id in names and it.id not in hidden
            else "",
            rule=it.rule_version.rule.name if it.rule_version else "",
            decided_at=it.decided_at,
            text_version=it.text_version,
            is_undone=it.id in undone,
            can_be_undone=_is_last(it, last, undone) and can_be_undone(it),
        )
        for it in rows
    ]


def _is_last(decision: Decision, last: int, undone: Collection[int]) -> bool:
    """Whether no other decision stands before it; a label stands by itself."""
    if decision.label:
        return decision.outcome == Decision.Outcome.LABELLED and decision.id not in undone
    return decision.id == last

"""What the desk knows of a person: what was decided, what holds, what colleagues noted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Appeal, Decision, PersonNote
from belowline.moderation.queries.labels import label_name
from belowline.moderation.queries.made_together import names_of_places
from belowline.moderation.queries.measures import LASTING, SAID
from belowline.moderation.queries.reasons import reason_title

_MOST = 50


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """A decision that concerns a person; `outcome` is an English word, `code` as in the model.

    `label` is the name of the label that it puts on a comment, or takes off. `comment_ref` is the
    comment that it is about, or was made over; empty: none. `by` is empty while somebody else looks
    at it again. `places` are the publications where it was made in one act, if there are several.
    """

    id: int
    code: str
    outcome: str
    label: str
    reason: str
    explanation: str
    note: str
    by: str
    decided_at: datetime
    ends_at: datetime | None
    comment_ref: str
    is_about_comment: bool
    is_undone: bool
    is_lifted: bool
    places: Sequence[str]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def is_in_force(self) -> bool:
        """Whether it keeps something from the person now."""
        is_over = self.ends_at is not None and self.ends_at <= now()
        return self.code in LASTING and not (self.is_undone or self.is_lifted or is_over)

    @property
    def can_be_undone(self) -> bool:
        """Whether it is one about the person that stands."""
        is_own = self.code in LASTING or self.code in SAID or self.code == Decision.Outcome.LIFTED
        return is_own and not self.is_undone


@dataclass(frozen=True, slots=True)
class PersonNoteView:
    """What a colleague has noted about a person."""

    text: str
    by: str
    noted_at: datetime


def decisions_about(*, person_id: int, publication_id: int) -> list[PersonDecision]:
    """What was decided about a person and their comments here, the newest first."""
    rows = Decision.objects.filter(person=person_id, publication=publication_id)
    return _views(list(rows.order_by("-id")[:_MOST]))


def decisions_on_comments(
    comment_ids: Collection[int], *, publication_id: int
) -> Mapping[int, PersonDecision]:
    """The last decision on each of these comments of the publication, by the comment's id; labels
    are none.
    """
    rows = Decision.objects.filter(comment__in=comment_ids, label="").order_by("id")
    last = {it.comment_id: it for it in rows if it.publication_id == publication_id}
    found = [it for it in last.values() if it.comment_id]
    return {it.comment_id or 0: view for it, view in zip(found, _views(found), strict=True)}


def person_of_decision(*, publication_id: int, decision_id: int) -> int | None:
    """Whom this decision of the publication, which is about no comment, concerns."""
    found = Decision.objects.filter(pk=decision_id).first()
    if found is None or found.publication_id != publication_id or found.comment_id:
        return None
    return found.person_id


def person_notes(*, person_id: int, publication_id: int) -> list[PersonNoteView]:
    """What colleagues have noted about a person, the oldest first."""
    rows = PersonNote.objects.filter(person=person_id, publication=publication_id)
    found = list(rows.order_by("id"))
    names = author_cards({it.author_id for it in found if it.author_id})
    return [
        PersonNoteView(
            it.text, names[it.author_id].name if it.author_id in names else "", it.noted_at
        )
        for it in found
    ]


def under_appeal(decision_ids: Collection[int]) -> frozenset[int]:
    """Those of these decisions whose first decider is not to be told just now."""
    waiting = Appeal.objects.filter(decision__in=decision_ids, decided_at=None)
    return frozenset(waiting.values_list("decision_id", flat=True))


def _views(rows: Sequence[Decision]) -> list[PersonDecision]:
    ids = [it.id for it in rows]
    undone = set(Decision.objects.filter(undoes__in=ids).values_list("undoes_id", flat=True))
    lifting = Decision.objects.filter(lifts__in=ids, undone_by=None)
    lifted = set(lifting.values_list("lifts_id", flat=True))
    hidden = under_appeal(ids)
    names = author_cards({it.moderator_id for it in rows if it.moderator_id})
    return [
        PersonDecision(
            id=it.id,
            code=it.outcome,
            outcome=str(Decision.Outcome(it.outcome).label),
            label=label_name(it.label, publication_id=it.publication_id) if it.label else "",
            reason=reason_title(it.reason, publication_id=it.publication_id) if it.reason else "",
            explanation=it.explanation,
            note=it.note,
            by=names[it.moderator_id].name
            if it.moderator_id in names and it.id not in hidden
            else "",
            decided_at=it.decided_at,
            ends_at=it.ends_at,
            comment_ref=encode(about) if (about := it.comment_id or it.occasion_id) else "",
            is_about_comment=it.comment_id is not None,
            is_undone=it.id in undone,
            is_lifted=it.id in lifted,
            places=names_of_places(it) if it.outcome == Decision.Outcome.CLOSED else (),
        )
        for it in rows
    ]

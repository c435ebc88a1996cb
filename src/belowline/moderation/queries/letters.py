"""Letters from the moderators, as their readers and the desk see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Appeal, Letter
from belowline.moderation.queries.letter_facts import APPEAL_FOR, TOLD, WITHOUT_APPEAL

_MOST = 100


@dataclass(frozen=True, slots=True)
class AppealView:
    """What somebody has asked a second look for; `result` is an English word, empty while open."""

    text: str
    made_at: datetime
    result: str
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as it was sent. `needs_press`: it waits until its reader says to have read it.

    `appeal_until` is until when its reader can ask for a second look; None: they cannot (any more).
    """

    id: int
    person_id: int
    kind: str
    language: str
    subject: str
    text: str
    written_at: datetime
    is_settled: bool
    needs_press: bool
    appeal_until: datetime | None
    appeal: AppealView | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def paragraphs(self) -> Sequence[str]:
        """The text, piece by piece."""
        return self.text.split("\n\n")


def letters_to(*, person_id: int, publication_id: int) -> list[LetterView]:
    """What a person was written here, the newest first."""
    rows = _of(person_id, publication_id).order_by("-id")
    return _views(rows[:_MOST])


def waiting_letters(*, person_id: int, publication_id: int) -> list[LetterView]:
    """Those that wait to be read, warnings first."""
    rows = _of(person_id, publication_id).filter(settled_at__isnull=True)
    return sorted(_views(rows.order_by("-id")[:_MOST]), key=lambda it: not it.needs_press)


def letter(*, letter_id: int, publication_id: int) -> LetterView | None:
    """The publication's letter with this id."""
    found = Letter.objects.filter(pk=letter_id).first()
    return _views([found])[0] if found and found.publication_id == publication_id else None


def _of(person_id: int, publication_id: int) -> QuerySet[Letter]:
    return Letter.objects.filter(person=person_id, publication=publication_id)


def _views(rows: "QuerySet[Letter] | Sequence[Letter]") -> list[LetterView]:
    found = list(rows)
    ids = {it.decision_id for it in found if it.decision_id}
    appeals = {it.decision_id: it for it in Appeal.objects.filter(decision__in=ids)}
    undone = _undone(found)
    return [
        LetterView(
            it.id,
            it.person_id,
            it.kind,
            it.language,
            it.subject,
            it.text,
            it.written_at,
            it.settled_at is not None,
            it.needs_press,
            _appeal_until(it, is_over=it.decision_id in undone or it.decision_id in appeals),
            _appeal(appeals.get(it.decision_id or 0)),
        )
        for it in found
    ]


def _undone(found: Sequence[Letter]) -> set[int | None]:
    """The decisions that do not hold any more, by the letters that say so."""
    told = Letter.objects.filter(decision__in={it.decision_id for it in found if it.decision_id})
    return set(told.filter(kind="reversed").values_list("decision_id", flat=True))


def _appeal_until(it: Letter, *, is_over: bool) -> datetime | None:
    if is_over or it.kind not in TOLD or it.kind in WITHOUT_APPEAL:
        return None
    until = it.written_at + APPEAL_FOR
    return until if until > now() else None


def _appeal(appeal: Appeal | None) -> AppealView | None:
    if appeal is None:
        return None
    result = str(Appeal.Result(appeal.result).label) if appeal.result else ""
    return AppealView(appeal.text, appeal.made_at, result, appeal.answer, appeal.decided_at)

"""Batches of decisions, as colleagues see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_rows
from belowline.core.ids import encode
from belowline.moderation.models import Batch, Case, Decision
from belowline.moderation.queries.labels import label_name
from belowline.moderation.queries.reasons import reason_title

PAGE = 50
_SAMPLES = 10


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch; `gathered`, and `outcome` are English words, `label` the name of the one that it put
    on the comments, `person` whose they were, empty where that is not how they came together.
    """

    id: int
    gathered: str
    words: str
    person: str
    outcome: str
    reason: str
    label: str
    number: int
    by: str
    decided_at: datetime
    undone_at: datetime | None

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def batches(*, publication_id: int, before: int | None = None) -> Sequence[BatchView]:
    """The publication's batches, the newest first: up to fifty, those before this one or all."""
    rows = Batch.objects.filter(publication=publication_id)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return _views(list(rows.order_by("-id")[:PAGE]))


def batch(*, publication_id: int, batch_id: int) -> BatchView | None:
    """The publication's batch with this id."""
    found = Batch.objects.filter(pk=batch_id).first()
    return _views([found])[0] if found and found.publication_id == publication_id else None


def samples_of_batch(*, publication_id: int, batch_id: int) -> Sequence[int]:
    """Up to ten of the comments that it decided upon, by their ids."""
    rows = Decision.objects.filter(batch=batch_id, undoes=None)
    told = rows.order_by("id").values_list("comment_id", "publication_id")[:_SAMPLES]
    return [key for key, owner in told if owner == publication_id]


def comments_of_cases(case_ids: Sequence[int], *, publication_id: int) -> Sequence[int]:
    """The comments that those of these cases are about that are the publication's."""
    rows = select_rows(Case, ["id", "publication_id", "comment_id"], id=case_ids)
    return [comment_id for _, owner, comment_id in sorted(rows) if owner == publication_id]


def held_comments(*, publication_id: int, most: int) -> Sequence[int]:
    """The comments of the publication that are held, the most urgent first."""
    rows = Case.objects.filter(publication=publication_id, is_held=True, is_open=True)
    return list(rows.order_by("urgent_at", "id").values_list("comment_id", flat=True)[:most])


def _views(rows: Sequence[Batch]) -> list[BatchView]:
    people = {key for it in rows for key in (it.moderator_id, it.person_id) if key}
    names = author_cards(people)

    def name(key: int | None) -> str:
        return names[key].name if key in names else ""

    return [
        BatchView(
            id=it.id,
            gathered=str(Batch.Gathered(it.gathered).label),
            words=it.words,
            person=name(it.person_id),
            outcome=str(Decision.Outcome(it.outcome).label),
            reason=reason_title(it.reason, publication_id=it.publication_id) if it.reason else "",
            label=label_name(it.label, publication_id=it.publication_id) if it.label else "",
            number=it.number,
            by=name(it.moderator_id),
            decided_at=it.decided_at,
            undone_at=it.undone_at,
        )
        for it in rows
    ]

"""The figures of a publication's desk, read from its decisions and from what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.moderation.models import Appeal, Case, Decision
from belowline.moderation.queries.queues import WAITING, Queue
from belowline.moderation.queries.work_done import Made, WorkDone, work_done

_MOST = 50_000
"""Decisions that are read, the newest; of more, the figures are of these."""
_FIELDS = ("id", "comment_id", "moderator_id", "decided_at", "before")
_COUNTED = ~Q(outcome=Decision.Outcome.UNDONE) | Q(undoes__automation=Decision.Automation.WHOLLY)
"""Undoing a colleague's decision is none; undoing a rule's is the first."""
_NOT_UPHELD = (Appeal.Result.PARTLY, Appeal.Result.REVERSED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a queue: how much, how much of it is late, since when the oldest."""

    queue: Queue
    number: int
    late: int
    oldest: datetime | None


def desk_work(
    *, publication_id: int, since: datetime, zone: ZoneInfo
) -> tuple[WorkDone, Mapping[int, str]]:
    """What was done since then, and the names of who did it."""
    rows = Decision.objects.filter(
        publication=publication_id,
        id__gte=first_id_of(since),
        automation=Decision.Automation.NOT,
        comment__isnull=False,
        label="",
    )
    told = list(rows.filter(_COUNTED).order_by("-id").values_list(*_FIELDS)[:_MOST])
    overturned = _overturned({key: who for key, _, who, *_ in told})
    made = [_made(row, is_overturned=row[0] in overturned) for row in told]
    waiting = Case.objects.filter(publication=publication_id, is_open=True, opened_at__gte=since)
    opened = waiting.values_list("comment_id", "opened_at")[:_MOST]
    done = work_done(made, opened, since=since, zone=zone)
    names = author_cards({key for key in done.moderators if key})
    return done, {key: card.name for key, card in names.items()}


def what_waits(*, publication_id: int) -> list[Waiting]:
    """The queues of what waits now."""
    moment, found = now(), []
    for queue, which in WAITING.items():
        rows = Case.objects.filter(which, publication=publication_id, is_open=True)
        oldest = rows.order_by("opened_at").values_list("opened_at", flat=True).first()
        late = rows.filter(due_at__lt=moment).count()
        found.append(Waiting(queue, rows.count(), late, oldest))
    return found


def _overturned(moderators: Mapping[int, int | None]) -> frozenset[int]:
    """Those of these decisions, given with who made them, that somebody else has taken back, or
    that did not stand, or not wholly, when they were appealed against.
    """
    undone = select_rows(Decision, ["undoes_id", "moderator_id"], undoes_id=moderators)
    appealed = select_rows(Appeal, ["decision_id", "result"], decision_id=moderators)
    return frozenset(
        {key for key, who in undone if who != moderators[key]}
        | {key for key, result in appealed if result in _NOT_UPHELD}
    )


def _made(row: tuple[Any, ...], *, is_overturned: bool) -> Made:
    _, comment_id, moderator_id, decided_at, before = row
    noted = before or {}
    opened, due = noted.get("opened_at"), noted.get("due_at")
    return Made(
        comment_id,
        moderator_id,
        decided_at,
        datetime.fromisoformat(opened) if opened else None,
        datetime.fromisoformat(due) if due else None,
        noted.get("reported_for", ""),
        is_overturned,
    )

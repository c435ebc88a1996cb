"""How much a comment that waits is read: what its case counts, and where that moves it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from belowline.core.clock import now
from belowline.moderation.models import Case
from belowline.moderation.queries.urgency import moved_up
from belowline.newsroom.queries.reads import Reads, hour_of, reads_of


def begin_counting(opened: Collection[Case], articles: Mapping[int, int]) -> None:
    """These cases have just been opened: what is read from now on counts. `articles` are those of
    their threads.
    """
    if not opened:
        return
    moment = now()
    known = reads_of({articles[it.thread_id or 0] for it in opened}, since=moment)
    for case in opened:
        is_this_hour = hour_of(case.opened_at) == hour_of(moment)
        reads = known.get(articles[case.thread_id or 0], Reads())
        case.reads = 0
        case.reads_before = reads.since(moment) if is_this_hour else 0


def weigh(case: Case, calm_at: datetime, moment: datetime) -> None:
    """Has the case stand where its reads move it, which without them would be urgent at `calm_at`.
    What is held is read by nobody.
    """
    reads = case.reads if case.is_open and not case.is_held else 0
    moved = moved_up(calm_at, reads=reads, reason=case.reason, moment=moment)
    case.urgent_at = moved or calm_at
    case.unread_at = calm_at if moved else None

"""Brings what waits in step with how often articles are read."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from belowline.core.bulk_sql import select_rows, update_rows
from belowline.core.clock import now
from belowline.core.tasks.resting import with_rests
from belowline.discussion.models import Thread
from belowline.moderation.models import Case
from belowline.moderation.queries.urgency import due_to_be_put_back
from belowline.moderation.services.reads_of_cases import weigh
from belowline.newsroom.queries.reads import Reads, reads_of
from belowline.newsroom.services.reads import take_fresh

_ARTICLES = 10
_ROUNDS = 500
_OF_A_THREAD = 200
_PUT_BACK = 1_000
"""As many articles are gone by at once, and as often; as many of a discussion's waiting cases are
weighed, the most urgent; as many are put back."""
_GROWTH = 1.05
"""By how much the reads have to have grown before a case is written again."""


def weigh_reads() -> None:
    """Brings the cases in step with how often their articles were read since. Regular work: it goes
    by articles that were read since the last time and have cases that wait, with rests: posts are
    written in between.
    """
    for _ in with_rests(range(_ROUNDS)):
        if not _weigh_some():
            break
    _put_back()


@transaction.atomic
def _weigh_some() -> bool:
    """Goes by some articles; whether there were any."""
    articles = take_fresh(_ARTICLES)
    below = dict(select_rows(Thread, ["id", "article_id"], article_id=articles))
    discussed = Case.objects.filter(thread_id__in=below, is_open=True)
    threads = below.keys() & set(discussed.values_list("thread_id", flat=True))
    cases = {below[thread_id]: _waiting(thread_id) for thread_id in threads}
    waiting = {key: found for key, found in cases.items() if found}
    if waiting:
        since = min(case.opened_at for found in waiting.values() for case in found)
        known = reads_of(waiting, since=since)
        _write(case for key, found in waiting.items() for case in _grown(found, known.get(key)))
    return bool(articles)


def _waiting(thread_id: int) -> Sequence[Case]:
    return _locked(Case.objects.filter(thread_id=thread_id, is_open=True), _OF_A_THREAD)


def _grown(cases: Sequence[Case], known: Reads | None) -> Iterable[Case]:
    """Those of these cases whose reads have grown."""
    for case in cases:
        reads = (known.since(case.opened_at) if known else 0) - case.reads_before
        if not case.is_held and reads > case.reads * _GROWTH:
            case.reads = reads
            yield case


@transaction.atomic
def _put_back() -> None:
    """What was moved up and has come near, so that it would stand before what runs out, is weighed
    again by the time that is left.
    """
    moved = Case.objects.filter(is_open=True, unread_at__isnull=False)
    for first, last in due_to_be_put_back(now()):
        _write(_locked(moved.filter(urgent_at__gt=first, urgent_at__lt=last), _PUT_BACK))


def _locked(cases: QuerySet[Case], most: int) -> Sequence[Case]:
    """The most urgent of them but for those that somebody else writes just now."""
    rows = cases.select_for_update(skip_locked=True).order_by("urgent_at", "id")
    return list(rows[:most])


def _write(cases: Iterable[Case]) -> None:
    moment = now()
    rows = []
    for it in cases:
        weigh(it, it.unread_at or it.urgent_at, moment)
        rows.append((it.reads, it.urgent_at, it.unread_at, it.id))
    update_rows(Case, ["reads", "urgent_at", "unread_at"], rows)

"""How many of somebody's comments have passed: a new reader is one of whom nobody has seen any."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.discussion.models import Comment
from belowline.moderation.models import Decision, Report

LONG_ENOUGH = timedelta(hours=24)
"""For how long a comment has to have stood that no moderator has decided upon."""
_LETS_STAND = (Decision.Outcome.KEPT, Decision.Outcome.PUBLISHED, Decision.Outcome.RESTORED)
_MOST = 100
"""As many of somebody's first comments are looked at."""


@dataclass(frozen=True, slots=True)
class Written:
    """A comment that is asked about: who wrote it, and when."""

    id: int
    author_id: int
    posted_at: datetime


def passed_comments(
    person_ids: Collection[int], *, publication_id: int, most: int
) -> dict[int, int]:
    """How many of each one's comments, up to `most`, a moderator has kept or published, or have
    stood for a day without a report while somebody else wrote below the same article: who does has
    been there. What nobody has come by does not count.
    """
    moment = now()
    return {key: _passed(_past(key, publication_id), most, moment) for key in person_ids}


def by_newcomers(written: Collection[Written], *, publication_id: int, most: int) -> set[int]:
    """Which of these comments were written before `most` of their writer's had passed."""
    theirs: defaultdict[int, list[Written]] = defaultdict(list)
    for it in written:
        theirs[it.author_id].append(it)
    found: set[int] = set()
    for author_id, comments in theirs.items():
        past = _past(author_id, publication_id)
        found |= {it.id for it in comments if _is_by_newcomer(it, past, most)}
    return found


@dataclass(frozen=True, slots=True)
class _Past:
    """The first comments that somebody wrote here, in their order, with their threads and times;
    and those that somebody has decided to let stand, if that was not undone, with when. `is_long`:
    there are more.
    """

    person_id: int
    shown: Mapping[int, tuple[int, datetime]]
    let_stand: Mapping[int, datetime]
    is_long: bool


def _past(person_id: int, publication_id: int) -> _Past:
    first = Comment.objects.filter(author=person_id).order_by("id")
    names = ("id", "publication_id", "thread_id", "status", "posted_at")
    rows = list(first.values_list(*names)[:_MOST])
    shown = {
        key: (thread_id, posted_at)
        for key, at, thread_id, status, posted_at in rows
        if at == publication_id and status == Comment.Status.PUBLISHED and posted_at
    }
    return _Past(person_id, shown, _let_stand(shown), is_long=len(rows) == _MOST)


def _is_by_newcomer(written: Written, past: _Past, most: int) -> bool:
    if past.is_long and written.id > max(past.shown, default=0):
        return False
    earlier = {key: it for key, it in past.shown.items() if key < written.id}
    if len(earlier) < most:
        return True
    then = _Past(past.person_id, earlier, past.let_stand, past.is_long)
    return _passed(then, most, written.posted_at, before=written.id) < most


def _passed(past: _Past, most: int, moment: datetime, *, before: int | None = None) -> int:
    """How many had passed at this moment, when the comment `before` was written."""
    decided = {key for key, at in past.let_stand.items() if key in past.shown and at <= moment}
    if len(decided) >= most:
        return most
    long_ago = moment - LONG_ENOUGH
    old = {key for key, (_, posted_at) in past.shown.items() if posted_at < long_ago} - decided
    reported = {key for (key,) in select_rows(Report, ["comment_id"], comment_id=old)}
    threads = {key: past.shown[key][0] for key in sorted(old - reported)}
    seen = islice(_seen_by_others(threads, past.person_id, before), most - len(decided))
    return len(decided) + sum(1 for _ in seen)


def _let_stand(comment_ids: Collection[int]) -> dict[int, datetime]:
    names = ["id", "comment_id", "outcome", "undoes_id", "decided_at", "automation", "label"]
    told = select_rows(Decision, names, comment_id=comment_ids)
    rows = sorted((row for row in told if not row[6]), reverse=True)
    undone = {row[3] for row in rows}
    by_rules = {row[0] for row in rows if row[5] == Decision.Automation.WHOLLY}
    return {
        comment_id: decided_at
        for key, comment_id, outcome, undoes_id, decided_at, *_ in rows
        if key not in undone and (outcome in _LETS_STAND or undoes_id in by_rules)
    }


def _seen_by_others(
    threads: Mapping[int, int], person_id: int, before: int | None
) -> Iterator[int]:
    """Those of these comments, with their threads, behind which somebody else wrote, before the
    comment `before` where there is one.
    """
    newest: dict[int, int] = {}
    for key, thread_id in threads.items():
        if thread_id not in newest:
            written = Comment.objects.filter(thread=thread_id, status=Comment.Status.PUBLISHED)
            others = written.exclude(author=person_id).order_by("-id")
            if before is not None:
                others = others.filter(id__lt=before)
            newest[thread_id] = others.values_list("id", flat=True).first() or 0
        if newest[thread_id] > key:
            yield key

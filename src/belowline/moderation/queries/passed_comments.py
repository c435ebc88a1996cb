"""How many of somebody's comments have passed: a new reader is one of whom nobody has seen any."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
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


def passed_comments(
    person_ids: Collection[int], *, publication_id: int, most: int
) -> dict[int, int]:
    """How many of each one's comments, up to `most`, a moderator has kept or published, or have
    stood for a day without a report while somebody else wrote below the same article: who does has
    been there. What nobody has come by does not count.
    """
    return {key: _number(key, publication_id, most) for key in person_ids}


def _number(person_id: int, publication_id: int, most: int) -> int:
    first = Comment.objects.filter(author=person_id).order_by("id")
    names = ("id", "publication_id", "thread_id", "status", "posted_at")
    theirs = {
        key: (thread_id, posted_at)
        for key, at, thread_id, status, posted_at in first.values_list(*names)[:_MOST]
        if at == publication_id and status == Comment.Status.PUBLISHED and posted_at
    }
    decided = _let_stand(theirs)
    if len(decided) >= most:
        return most
    before = now() - LONG_ENOUGH
    old = {key for key, (_, posted_at) in theirs.items() if posted_at < before} - decided
    reported = {key for (key,) in select_rows(Report, ["comment_id"], comment_id=old)}
    threads = {key: theirs[key][0] for key in sorted(old - reported)}
    seen = islice(_seen_by_others(threads, person_id), most - len(decided))
    return len(decided) + sum(1 for _ in seen)


def _let_stand(comment_ids: Collection[int]) -> set[int]:
    """Those that somebody has decided to let stand, if that was not undone."""
    names = ["id", "comment_id", "outcome", "undoes_id"]
    rows = select_rows(Decision, names, comment_id=comment_ids)
    undone = {undoes_id for *_, undoes_id in rows}
    return {
        comment_id
        for key, comment_id, outcome, _ in rows
        if outcome in _LETS_STAND and key not in undone
    }


def _seen_by_others(threads: Mapping[int, int], person_id: int) -> Iterator[int]:
    """Those of these comments, with their threads, behind which somebody else wrote."""
    newest: dict[int, int] = {}
    for key, thread_id in threads.items():
        if thread_id not in newest:
            written = Comment.objects.filter(thread=thread_id, status=Comment.Status.PUBLISHED)
            others = written.exclude(author=person_id).order_by("-id")
            newest[thread_id] = others.values_list("id", flat=True).first() or 0
        if newest[thread_id] > key:
            yield key

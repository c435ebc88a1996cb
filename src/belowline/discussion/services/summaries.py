"""Keeps what is said of discussions outside of them in step with what happens inside."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import first_id_of
from belowline.core.markup import own_words
from belowline.core.tasks.resting import with_rests
from belowline.discussion.events import HighlightChanged
from belowline.discussion.models import Comment, StaleSummary, Thread, ThreadSummary
from belowline.discussion.ranking.interest import DISCUSSED, TRENDING, Participant, interest

_SHORTEST, _LONGEST = 40, 280
"""Characters of a comment that is shown elsewhere; a pick may be longer, and is cut there."""
_COUNTED = timedelta(days=7)
"""How far back people count: by then a day's half-life has left a hundredth of them."""
_ESTABLISHED_AFTER = timedelta(days=1)
_MOST_PEOPLE = 2_000
_MOST_LOOKED_AT = 50
_MOST_AT_ONCE = 400
"""Summaries made in one go."""
_REBUILT = timedelta(days=30)
_LIKED = 2
"""By how many more readers agree than disagree, at least, with what is shown."""


@transaction.atomic
def mark_stale(events: Mapping[int, int]) -> None:
    """Has the summaries of these threads made anew soon, after the last event of each."""
    there = Thread.objects.filter(pk__in=events).values_list("id", flat=True)
    StaleSummary.objects.bulk_create(
        [StaleSummary(thread_id=thread_id, event=events[thread_id]) for thread_id in there],
        update_conflicts=True,
        unique_fields=["thread"],
        update_fields=["event"],
    )


def summarise_stale() -> None:
    """Makes summaries anew of threads in which something happened, the longest ago first, with
    rests.

    Where one fails the others are made; then what it raised is raised.
    """
    faults = []
    stale = StaleSummary.objects.order_by("event").values_list("thread_id", "event")
    for thread_id, event in with_rests(list(stale[:_MOST_AT_ONCE])):
        try:
            _renew(Thread.objects.get(pk=thread_id), event)
        except Exception as fault:  # noqa: BLE001 - one thread must not keep the others
            faults.append(fault)
    if faults:
        raise faults[0]


@transaction.atomic
def mark_all_stale() -> None:
    """Has the summaries made anew of all threads in which something was said in the last month."""
    ThreadSummary.objects.all().delete()
    alive = Thread.objects.filter(last_comment_at__gte=now() - _REBUILT)
    mark_stale(dict.fromkeys(alive.values_list("id", flat=True), 0))


def _renew(thread: Thread, event: int) -> None:
    made = _made(thread)
    with transaction.atomic():
        _keep(thread, made)
        # Whatever has happened meanwhile is seen next time.
        StaleSummary.objects.filter(thread=thread, event=event).delete()


def _made(thread: Thread) -> ThreadSummary | None:
    """The summary as it should be; None where there is nothing to say."""
    people, highlight_id = _people(thread), _highlight(thread)
    if not people and highlight_id is None:
        return None
    return ThreadSummary(
        thread=thread,
        publication_id=thread.publication_id,
        trending=max(interest(people, TRENDING), _NOTHING),
        discussed=max(interest(people, DISCUSSED), _NOTHING),
        people=len(people),
        highlight_id=highlight_id,
    )


def _keep(thread: Thread, made: ThreadSummary | None) -> None:
    before = ThreadSummary.objects.filter(thread=thread).first()
    if made is None:
        ThreadSummary.objects.filter(thread=thread).delete()
    else:
        made.save(force_insert=before is None, force_update=before is not None)
    shown = made.highlight_id if made else None
    if shown != (before.highlight_id if before else None):
        publish(HighlightChanged(publication_id=thread.publication_id, thread_id=thread.id))


_NOTHING = -1e9
"""In place of minus infinity, which not every database orders."""


def _people(thread: Thread) -> list[Participant]:
    """Who wrote in the last days what still stands, the newest first."""
    since = now() - _COUNTED
    said = Comment.objects.filter(
        thread_id=thread.id,
        id__gte=first_id_of(since),
        status=Comment.Status.PUBLISHED,
        author__isnull=False,
    )
    first = dict(
        said.order_by()
        .values_list("author_id")
        .annotate(first=Min("posted_at"))
        .order_by("-first")[:_MOST_PEOPLE]
    )
    known = _known_since(thread, first)
    return [
        Participant(moment, author in known and known[author] <= moment - _ESTABLISHED_AFTER)
        for author, moment in first.items()
        if moment is not None
    ]


def _known_since(thread: Thread, authors: Collection[int]) -> dict[int, datetime]:
    """When these people first wrote elsewhere what still stands, for those who did."""
    elsewhere = Comment.objects.filter(
        author_id=OuterRef("pk"),
        publication_id=thread.publication_id,
        posted_at__isnull=False,
        status=Comment.Status.PUBLISHED,
    ).exclude(thread_id=thread.id)
    # One step in an index for each, however much they have written.
    first = Subquery(elsewhere.order_by("posted_at").values("posted_at")[:1])
    people = Person.objects.filter(pk__in=authors).annotate(first=first)
    return dict(people.filter(first__isnull=False).values_list("pk", "first"))


def _highlight(thread: Thread) -> int | None:
    """The newest pick; without one the best liked comment that is neither long nor disputed."""
    shown = Comment.objects.filter(
        thread_id=thread.id, status=Comment.Status.PUBLISHED, article_runs__isnull=True
    )
    picks = shown.filter(picked_at__isnull=False).order_by("-picked_at", "-id")
    picked = picks.values_list("id", flat=True).first() if thread.marked_count else None
    if picked is not None or not thread.has_votes:
        return picked
    best = shown.order_by("-best", "-id").values_list("id", "html", "up", "down")
    for comment_id, html, up, down in best[:_MOST_LOOKED_AT]:
        if up - down >= _LIKED and not _is_disputed(up, down) and _fits(html):
            return comment_id
    return None


def _is_disputed(up: int, down: int) -> bool:
    """Whether a quarter of the voters or more disagree."""
    return 4 * down >= up + down


def _fits(html: str) -> bool:
    return _SHORTEST <= len(own_words(html)) <= _LONGEST

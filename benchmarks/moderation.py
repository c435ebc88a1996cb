"""Figures of the desk: a hundred thousand comments that wait, and decisions on some."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import count

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models import Comment, Thread
from belowline.discussion.quotation import fingerprints
from belowline.discussion.services.passages import Spoken, write_fingerprints
from belowline.moderation.models import Case, Reason, Report
from belowline.moderation.queries.queues import Queue, queue_counts, queue_page
from belowline.moderation.services.batches import BY_HAND, Gathering, decide_on_many
from belowline.moderation.services.decisions import remove_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reads import weigh_reads
from belowline.moderation.services.undoing import undo_batch, undo_decision
from belowline.newsroom.services.reads import add_reads
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper
from benchmarks.words import comment

WAITING = 100_000
_THREADS = 100
_SLUG = "desk-"
_DECISIONS = 200
_BATCHES = 3
_AT_ONCE = 2_000


def figures() -> Iterator[Row]:
    """First pages of the queues, how many wait where, a decision and its undoing."""
    newspaper = Newspaper.found()
    moderator = _moderator(newspaper)
    ids = _waiting(newspaper, moderator)
    asked = {"publication_id": newspaper.publication_id, "person_id": moderator.id}
    for queue in Queue:
        times = timed(lambda _, at=queue: queue_page(at, **asked), runs=30)  # type: ignore[misc]
        yield Row(f"desk: first page of the queue “{queue}”", milliseconds(times), f"{WAITING:,}")
    counted = timed(lambda _: queue_counts(**asked), runs=30)
    yield Row("desk: how many wait where", milliseconds(counted), "counted up to 1,000 each")
    yield from _weighed()
    yield from _decided(moderator, ids)
    yield from _many(moderator, ids[-1_000 * _BATCHES :])


def _weighed() -> Iterator[Row]:
    """These articles are read by as many again as had read them: every case that is weighed moves.
    What it takes is with the rests in between.
    """
    threads = Thread.objects.filter(article__slug__startswith=_SLUG)
    articles = list(threads.values_list("article_id", flat=True))
    reads = count()

    def weigh(_: int) -> None:
        add_reads(dict.fromkeys(articles, 100 * 2 ** next(reads)))
        weigh_reads()

    weighed = timed(weigh, runs=5, warm_up=1)
    yield Row(
        f"desk: reads of {_THREADS} articles weighed",
        milliseconds(weighed),
        "200 cases of each, with rests",
    )


def _moderator(newspaper: Newspaper) -> Actor:
    person = newspaper.person("desk moderator")
    grant(person_id=person.id, publication_id=newspaper.publication_id, role="moderator")
    found = actor(person_id=person.id, publication_id=newspaper.publication_id)
    if found is None:
        raise RuntimeError("the moderator is gone")
    return found


def _waiting(newspaper: Newspaper, moderator: Actor) -> list[int]:
    """Reported comments; one in ten is held as well, one in fifty escalated, in a hundred ours."""
    threads = [newspaper.thread(f"{_SLUG}{number}") for number in range(_THREADS)]
    reporter = newspaper.person("desk reporter")
    reasons = list(Reason.values)
    moment = now()
    ids: list[int] = []
    for start in range(0, WAITING, _AT_ONCE):
        numbers = range(start, start + _AT_ONCE)
        rows = [(new_id(), number) for number in numbers]
        common = {"publication_id": newspaper.publication_id}
        Comment.objects.bulk_create(
            Comment(
                **common,
                id=key,
                root_id=key,
                thread_id=threads[number % _THREADS],
                author_name=f"reader{number % 500}",
                posted_at=moment,
                text=(text := comment(number % 5_000)),
                html=f"<p>{text}</p>",
                status="held" if number % 10 == 0 else "published",
            )
            for key, number in rows
        )
        write_fingerprints(
            Spoken(key, threads[number % _THREADS], _fingerprints(number % 5_000))
            for key, number in rows
            if number % 10
        )
        Report.objects.bulk_create(
            Report(
                **common,
                comment_id=key,
                reporter_id=reporter.id,
                reason=reasons[number % len(reasons)],
            )
            for key, number in rows
        )
        Case.objects.bulk_create(
            Case(
                **common,
                comment_id=key,
                is_open=True,
                is_reported=True,
                is_held=number % 10 == 0,
                is_escalated=number % 50 == 0,
                is_newcomers=number % 5 == 0,
                thread_id=threads[number % _THREADS],
                assignee_id=moderator.id if number % 100 == 0 else None,
                reports=1,
                reason=reasons[number % len(reasons)],
                opened_at=moment,
                due_at=moment + timedelta(seconds=number * 7919 % WAITING),
                urgent_at=moment + timedelta(seconds=number * 7919 % WAITING),
            )
            for key, number in rows
        )
        ids += [key for key, number in rows if number % 10]
    Thread.objects.filter(pk__in=threads).update(comment_count=WAITING // _THREADS)
    return ids


@cache
def _fingerprints(number: int) -> frozenset[int]:
    return fingerprints(comment(number))


def _decided(moderator: Actor, ids: list[int]) -> Iterator[Row]:
    at = count()
    made: list[tuple[int, int]] = []

    def remove(_: int) -> None:
        key = ids[next(at) * 7 % len(ids)]
        given = {"actor": moderator, "comment_id": key, "version": 1}
        made.append((key, remove_comment(**given, reason="spam")))  # type: ignore[arg-type]

    yield Row("desk: a removal", milliseconds(timed(remove, runs=_DECISIONS)), "durable")
    pairs = iter(made[::-1])

    def undo(_: int) -> None:
        key, decision = next(pairs)
        undo_decision(actor=moderator, comment_id=key, decision_id=decision)

    yield Row("desk: its undoing", milliseconds(timed(undo, runs=_DECISIONS // 2)), "durable")


def _many(moderator: Actor, ids: list[int]) -> Iterator[Row]:
    """Batches of a thousand comments out of a hundred threads, each undone again."""
    made: list[int] = []

    def decide(at: int) -> None:
        seen = dict.fromkeys(ids[at * 1_000 : (at + 1) * 1_000], 1)
        grounds, gathering = Grounds(reason="spam"), Gathering(BY_HAND)
        batch = decide_on_many(
            actor=moderator, seen=seen, outcome="removed", grounds=grounds, gathering=gathering
        )
        made.append(batch.id)

    removed = timed(decide, runs=_BATCHES, warm_up=0)
    yield Row("desk: 1,000 removed as one", milliseconds(removed), "100 threads, durable")

    def undo(at: int) -> None:
        undo_batch(actor=moderator, batch_id=made[at])

    undone = timed(undo, runs=_BATCHES, warm_up=0)
    yield Row("desk: their undoing", milliseconds(undone), "as one, durable")

"""Takes comments from one thread to another with all that hangs on them, and brings them back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from belowline.core.bulk_sql import select_rows, update_rows
from belowline.core.events import publish
from belowline.discussion.events import CommentsMoved
from belowline.discussion.models import Answer, Comment, Fingerprint, Follow, Thread, Vote
from belowline.discussion.queries.fingerprint_lookup import digest_in
from belowline.discussion.services.locks import advance_revision, lock_thread
from belowline.discussion.services.recount import recount_thread
from belowline.discussion.services.visibility import set_last_comment

_AT_ONCE = 500


class Place(NamedTuple):
    """Where a comment stands in a thread."""

    id: int
    parent_id: int | None
    root_id: int


Edge = tuple[int, int, str]
"""An answer: its source, its target, its kind."""


def take(places: Sequence[Place], *, to: Thread) -> None:
    """Puts these comments at these places in the thread `to`.

    Call it inside a transaction in which both threads are locked.
    """
    ids = [place.id for place in places]
    update_rows(
        Comment,
        ["thread_id", "parent_id", "root_id", "idempotency_key"],
        [(to.id, place.parent_id, place.root_id, None, place.id) for place in places],
    )
    for some in _batches(ids):
        Vote.objects.filter(comment__in=some).update(thread=to)
        Answer.objects.filter(source__in=some).update(thread=to)
    kept = select_rows(Fingerprint, ["digest", "id"], comment_id=ids)
    update_rows(Fingerprint, ["digest"], [(digest_in(to.id, digest), key) for digest, key in kept])


def edges_across(ids: Collection[int]) -> list[Edge]:
    """The edges between these comments and others."""
    inside = frozenset(ids)
    names = ["source_id", "target_id", "kind"]
    found = {
        *select_rows(Answer, names, source_id=ids),
        *select_rows(Answer, names, target_id=ids),
    }
    return sorted(
        (source, target, kind)
        for source, target, kind in found
        if (source in inside) != (target in inside)
    )


def cut_edges(edges: Iterable[Edge]) -> None:
    """Takes these edges out of the graph."""
    for source, target, _ in edges:
        Answer.objects.filter(source=source, target=target).delete()


def join_edges(edges: Iterable[Edge], threads: Mapping[int, int]) -> None:
    """Puts edges into the graph where both ends are in one thread; `threads` are by comment."""
    rows = [
        Answer(thread_id=threads[source], source_id=source, target_id=target, kind=kind)
        for source, target, kind in edges
        if source in threads and target in threads and threads[source] == threads[target]
    ]
    Answer.objects.bulk_create(rows, ignore_conflicts=True)


def copy_followers(source: Thread, target: Thread) -> None:
    """Whoever has said how much they want to hear of one thread hears as much of the other."""
    rows = Follow.objects.filter(thread=source).values_list("person_id", "level")
    Follow.objects.bulk_create(
        [
            Follow(
                publication_id=target.publication_id,
                thread=target,
                person_id=person_id,
                level=level,
            )
            for person_id, level in rows
        ],
        ignore_conflicts=True,
    )


def settle(*threads: Thread) -> None:
    """Counts anew what stands in the threads, and tells of it."""
    for thread in threads:
        recount_thread(thread.id)
        set_last_comment(lock_thread(thread.id))
        publish(
            CommentsMoved(
                publication_id=thread.publication_id,
                thread_id=thread.id,
                revision=advance_revision(thread.id),
            )
        )


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))

"""An editor merges two discussions, takes conversations to another, and undoes it."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.models import Comment, CommentMove, Thread
from belowline.discussion.services.locks import lock_threads
from belowline.discussion.services.moving import (
    Place,
    copy_followers,
    cut_edges,
    edges_across,
    join_edges,
    settle,
    take,
)
from belowline.discussion.services.pins import give_up_pins, pin_again
from belowline.newsroom.services.article_merging import merge_article, part_article

MOST = 20_000
"""Comments that go at once."""


@transaction.atomic
def merge_discussions(*, actor: Actor, article_id: int, into: int) -> int:
    """The article leads to the other one from now on, and its discussion is part of the other's.

    A comment that both have from an import stays where it is; replies to it go to its twin.
    Returns the move's id. Raises NotAllowed, NotFound, Conflict, or Invalid for too many comments.
    """
    check_edits(actor)
    source, target = _threads(actor, article_id, into)
    before = merge_article(actor=actor, article_id=article_id, into=into)
    twins = _twins(source, target)
    rows = select_rows(Comment, ["id", "parent_id", "root_id"], thread_id=[source.id])
    places = [Place(*row) for row in rows if row[0] not in twins]
    copy_followers(source, target)
    move = _move(source, target, places, twins)
    move.article_before = before
    move.save()
    _record(actor, move, "discussions merged")
    return move.id


@transaction.atomic
def split_discussion(*, actor: Actor, article_id: int, roots: Collection[int], into: int) -> int:
    """Takes these conversations, top-level comments with all replies, to the other article's
    discussion. Returns the move's id. Raises as above.
    """
    check_edits(actor)
    source, target = _threads(actor, article_id, into)
    if not roots:
        raise Invalid(gettext("Please choose the conversations to move."), field="roots")
    names = ["id", "parent_id", "root_id"]
    rows = select_rows(Comment, names, root_id=roots, thread_id=[source.id])
    twins = _twins(source, target)
    places = [Place(*row) for row in rows if row[0] not in twins]
    if not places:
        raise NotFound(gettext("This comment does not exist."))
    move = _move(source, target, places, twins)
    move.save()
    _record(actor, move, "conversations moved")
    return move.id


@transaction.atomic
def undo_move(*, actor: Actor, move_id: int) -> None:
    """Brings the comments back, with the replies that they have got since, and parts the articles.

    Raises NotAllowed, NotFound, or Conflict where it has been undone, or a later one has to be
    undone first.
    """
    check_edits(actor)
    rows = CommentMove.objects.filter(publication_id=actor.publication_id, pk=move_id)
    move = rows.select_for_update().first()
    if move is None:
        raise NotFound(gettext("There is no such move."))
    if move.undone_at is not None:
        raise Conflict(gettext("This has been undone already."))
    later = CommentMove.objects.filter(source=move.target, undone_at=None, id__gt=move.pk)
    if later.filter(article_before__isnull=False).exists():
        raise Conflict(gettext("The other article was merged later. Please undo that first."))
    threads = lock_threads([move.source_id, move.target_id])
    source, target = threads[move.source_id], threads[move.target_id]
    if move.article_before is not None:
        article = {"article_id": source.article_id, "before": move.article_before}
        part_article(actor=actor, **article)
    places = _places_back(move, target)
    here = [place.id for place in places]
    edges = edges_across(here)
    give_up_pins(here, source=target, target=source)
    take(places, to=source)
    pin_again([(key, since) for key, since in move.unpinned], source=source)
    cut_edges(edges)
    join_edges([(a, b, kind) for a, b, kind in move.cut], _threads_of(here, move.cut))
    move.undone_at = now()
    move.save(update_fields=["undone_at"])
    settle(source, target)
    _record(actor, move, "move undone")


def _move(
    source: Thread, target: Thread, places: list[Place], twins: Mapping[int, Place]
) -> CommentMove:
    if len(places) > MOST:
        raise Invalid(
            gettext("That is more than %(most)s comments at once.") % {"most": MOST}, field="into"
        )
    ids = [place.id for place in places]
    edges = edges_across(ids)
    pins = give_up_pins(ids, source=source, target=target)
    take([_beside(place, twins) for place in places], to=target)
    cut_edges(edges)
    known = _threads_of(ids, edges)
    known |= dict.fromkeys((twin.id for twin in twins.values()), target.id)
    again = [
        (twins[a].id if a in twins else a, twins[b].id if b in twins else b, kind)
        for a, b, kind in edges
    ]
    join_edges([edge for edge in again if edge[0] in ids and edge[1] in known], known)
    settle(source, target)
    return CommentMove(
        publication_id=source.publication_id,
        source=source,
        target=target,
        moved=[list(place) for place in places],
        cut=[list(edge) for edge in edges],
        unpinned=[list(pin) for pin in pins],
    )


def _beside(place: Place, twins: Mapping[int, Place]) -> Place:
    """The comment's place among those that are there: under its parent's twin, if that has one."""
    parent = twins.get(place.parent_id) if place.parent_id else None
    root = twins.get(place.root_id)
    return Place(
        place.id,
        parent.id if parent else place.parent_id,
        root.root_id if root else place.root_id,
    )


def _places_back(move: CommentMove, target: Thread) -> list[Place]:
    """Where those stood that went, and where replies to them stand that came since."""
    before = {place[0]: Place(*place) for place in move.moved}
    rows = select_rows(Comment, ["id", "parent_id", "root_id"], thread_id=[target.id])
    places: dict[int, Place] = {}
    for key, parent_id, root_id in sorted(rows):
        if key in before:
            places[key] = before[key]
        elif parent_id in places:
            places[key] = Place(key, parent_id, places[parent_id].root_id)
        elif root_id in before:
            places[key] = Place(key, before[root_id].id, before[root_id].root_id)
    return list(places.values())


def _twins(source: Thread, target: Thread) -> dict[int, Place]:
    """The comments of the source that the target has from the same import, with their twins."""
    names = ["import_key", "id", "parent_id", "root_id"]
    there = {
        key: Place(*place)
        for key, *place in select_rows(Comment, names, thread_id=[target.id])
        if key is not None
    }
    here = select_rows(Comment, ["id", "import_key"], thread_id=[source.id])
    return {key: there[twin] for key, twin in here if twin in there}


def _threads(actor: Actor, article_id: int, into: int) -> tuple[Thread, Thread]:
    """The threads below both articles, locked. Raises NotFound or Conflict."""
    rows = Thread.objects.filter(publication_id=actor.publication_id)
    ids = dict(rows.filter(article_id__in=[article_id, into]).values_list("article_id", "id"))
    if article_id == into:
        raise Conflict(gettext("This is the same article."), field="into")
    if article_id not in ids or into not in ids:
        raise NotFound(gettext("There is no discussion below this article."))
    locked = lock_threads(ids.values())
    return locked[ids[article_id]], locked[ids[into]]


def _threads_of(ids: Collection[int], edges: Collection[tuple[int, int, str]]) -> dict[int, int]:
    """In which thread these comments, and those at the edges, are now."""
    ends = {end for source, target, _ in edges for end in (source, target)}
    return dict(select_rows(Comment, ["id", "thread_id"], id={*ids, *ends}))


def _record(actor: Actor, move: CommentMove, action: str) -> None:
    audit.record(
        publication_id=move.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="thread",
        subject_id=move.source_id,
        reason="",
        details={"into": move.target_id, "comments": len(move.moved)},
    )

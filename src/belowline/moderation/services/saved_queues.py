"""Moderators make queues of their own: named questions that all of them share."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.bulk_sql import select_rows
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.models import Thread
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import UNCLEAR, Reason, SavedQueue
from belowline.moderation.queries.labels import labels
from belowline.moderation.queries.rules import rules_of
from belowline.moderation.queries.saved_queues import CAUSES
from belowline.moderation.screening.languages import LANGUAGES
from belowline.newsroom.models import Section

LONGEST = 60
"""Characters of a queue's name."""
MOST = 20
"""Queues of a publication's own: each is counted every few seconds."""
_MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a queue has; see `SavedQueue`."""

    section_ids: Collection[int] = ()
    thread_ids: Collection[int] = ()
    reasons: Collection[str] = ()
    causes: Collection[str] = ()
    labels: Collection[str] = ()
    rules: Collection[str] = ()
    languages: Collection[str] = ()


@transaction.atomic
def add_queue(*, actor: Actor, name: str, wanted: Wanted) -> int:
    """Makes a queue, the last in order; returns its id.

    Raises NotAllowed, Invalid, NotFound, or Conflict where there are too many.
    """
    check_may_moderate(actor, actor.publication_id)
    rows = list(SavedQueue.objects.filter(publication=actor.publication_id).select_for_update())
    if len(rows) >= MOST:
        raise Conflict(gettext("There can be up to %(n)s queues of your own.") % {"n": MOST})
    made = SavedQueue(
        publication_id=actor.publication_id,
        position=max((it.position for it in rows), default=-1) + 1,
    )
    _keep(actor, made, name, wanted)
    return made.id


@transaction.atomic
def change_queue(*, actor: Actor, queue_id: int, name: str, wanted: Wanted) -> None:
    """Gives a queue another name and asks another question. Raises as above, and NotFound."""
    _keep(actor, _locked(actor, queue_id), name, wanted)


@transaction.atomic
def move_queue(*, actor: Actor, queue_id: int, places: int) -> None:
    """Moves a queue so many places on, or back where negative. Raises NotAllowed, NotFound."""
    moved = _locked(actor, queue_id)
    rows = list(SavedQueue.objects.filter(publication=actor.publication_id))
    rows.sort(key=lambda it: (it.position, it.id))
    at = rows.index(moved)
    rows.insert(max(at + places, 0), rows.pop(at))
    for position, each in enumerate(rows):
        each.position = position
    SavedQueue.objects.bulk_update(rows, ["position"])


@transaction.atomic
def remove_queue(*, actor: Actor, queue_id: int) -> None:
    """Takes a queue away; its cases stay in the others. Raises NotAllowed, NotFound."""
    removed = _locked(actor, queue_id)
    _audit(actor, removed, "queue removed")
    removed.delete()


def _keep(actor: Actor, queue: SavedQueue, name: str, wanted: Wanted) -> None:
    queue.name = clean_line(name, most=LONGEST, field="name")
    if not queue.name:
        raise Invalid(gettext("Please give the queue a name."), field="name")
    _check(actor, wanted)
    queue.section_ids, queue.thread_ids = sorted(wanted.section_ids), sorted(wanted.thread_ids)
    queue.reasons = [code for code in Reason.values if code in wanted.reasons]
    queue.causes = [cause.value for cause in CAUSES if cause.value in wanted.causes]
    known = labels(actor.publication_id)
    queue.labels = [it.code for it in known if it.code in wanted.labels]
    queue.rules = [it.ref for it in rules_of(actor.publication_id) if it.ref in wanted.rules]
    queue.languages = [it for it in (*LANGUAGES, UNCLEAR) if it in wanted.languages]
    placed = (queue.section_ids, queue.thread_ids)
    if not any((*placed, queue.reasons, queue.causes, queue.labels, queue.rules, queue.languages)):
        raise Invalid(gettext("Please say which comments the queue is for."))
    queue.save()
    _audit(actor, queue, "queue saved")


def _check(actor: Actor, wanted: Wanted) -> None:
    given = (
        *(wanted.section_ids, wanted.thread_ids),
        *(wanted.reasons, wanted.causes, wanted.labels),
        *(wanted.rules, wanted.languages),
    )
    if any(len(values) > _MOST_VALUES for values in given):
        sentence = gettext("You can choose up to %(n)s of each kind.")
        raise Invalid(sentence % {"n": _MOST_VALUES})
    for model, ids in ((Section, wanted.section_ids), (Thread, wanted.thread_ids)):
        found = dict(select_rows(model, ["id", "publication_id"], id=ids))
        if any(found.get(key) != actor.publication_id for key in ids):
            raise NotFound(gettext("There is no such section or discussion."))


def _locked(actor: Actor, queue_id: int) -> SavedQueue:
    check_may_moderate(actor, actor.publication_id)
    queue = SavedQueue.objects.select_for_update().filter(pk=queue_id).first()
    if queue is None or queue.publication_id != actor.publication_id:
        raise NotFound(gettext("There is no such queue."))
    return queue


def _audit(actor: Actor, queue: SavedQueue, action: str) -> None:
    audit.record(
        publication_id=queue.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="queue",
        subject_id=queue.id,
        details={"name": queue.name},
    )

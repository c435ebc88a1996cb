"""A moderator takes a decision back, or a whole batch of them."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment, lock_comments
from belowline.discussion.services.standing import without_way_back
from belowline.moderation.models import Batch, Decision
from belowline.moderation.queries.undoable import can_be_undone
from belowline.moderation.services.carrying_out import take_back
from belowline.moderation.services.labelling import take_label_off


@transaction.atomic
def undo_decision(*, actor: Actor, comment_id: int, decision_id: int, is_told: bool = True) -> int:
    """Brings the comment and its reports back to what they were before its last decision, or takes
    a label off; whoever was written to about it is told, unless they are told otherwise.

    Returns the id of the decision that says so. Raises NotFound, NotAllowed, and Conflict where it
    was decided upon again since, or there is no way back.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    asked = Decision.objects.filter(pk=decision_id).first()
    if asked is not None and asked.comment_id == comment.id and asked.label:
        return _label_taken_off(actor, comment, asked)
    last = _last_decisions([comment_id]).get(comment_id)
    if last is None or last.id != decision_id:
        raise Conflict(gettext("Another decision on this comment has been made since."))
    if not can_be_undone(last):
        raise Conflict(gettext("This decision can’t be undone."))
    (undone,) = take_back(actor, [comment], {comment.id: last}, is_told=is_told)
    return undone.id


@transaction.atomic
def undo_batch(*, actor: Actor, batch_id: int) -> tuple[int, int]:
    """Takes back what the batch decided, but where another decision has been made since, or there
    is no way back.

    Returns on how many comments it was taken back, and how many stay as they are. Raises NotFound,
    NotAllowed, and Conflict where it was undone before.
    """
    check_may_moderate(actor, actor.publication_id)
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or batch.publication_id != actor.publication_id:
        raise NotFound(gettext("This batch does not exist."))
    if batch.undone_at is not None:
        raise Conflict(gettext("This batch has already been undone."))
    made = list(Decision.objects.filter(batch=batch, undoes=None))
    comments = lock_comments([it.comment_id for it in made if it.comment_id])
    take = _labels_taken_off if batch.outcome == Decision.Outcome.LABELLED else _taken_back
    number = len(take(actor, comments, made, batch))
    batch.undone_at = now()
    batch.save(update_fields=["undone_at"])
    _audit(actor, batch, number)
    return number, len(made) - number


def _label_taken_off(actor: Actor, comment: Comment, put: Decision) -> int:
    if put.outcome != Decision.Outcome.LABELLED or put.undone_by.exists():
        raise Conflict(gettext("This decision can’t be undone."))
    (undone,) = take_label_off(actor, [comment], {comment.id: put})
    return undone.id


def _labels_taken_off(
    actor: Actor, comments: Mapping[int, Comment], made: Sequence[Decision], batch: Batch
) -> Sequence[Decision]:
    undone = {
        at for (at,) in select_rows(Decision, ["undoes_id"], undoes_id=[it.id for it in made])
    }
    put = {it.comment_id or 0: it for it in made if it.id not in undone}
    back = [comments[key] for key in put if key in comments]
    return take_label_off(actor, back, put, batch=batch)


def _taken_back(
    actor: Actor, comments: Mapping[int, Comment], made: Sequence[Decision], batch: Batch
) -> Sequence[Decision]:
    last = _last_decisions(comments)
    standing = [
        comments[at] for it in made if (at := it.comment_id or 0) in last and last[at] == it
    ]
    able = [it for it in standing if can_be_undone(last[it.id])]
    lost = without_way_back(able, {it.id: last[it.id].before or {} for it in able})
    back = [it for it in able if it.id not in lost]
    return take_back(actor, back, {it.id: last[it.id] for it in back}, batch=batch)


def _last_decisions(comment_ids: Iterable[int]) -> Mapping[int, Decision]:
    """The last on each of these comments, labels left aside."""
    newest: dict[int, int] = {}
    names = ["id", "comment_id", "label"]
    for key, comment_id, label in select_rows(Decision, names, comment_id=comment_ids):
        if not label:
            newest[comment_id] = max(key, newest.get(comment_id, 0))
    return {it.comment_id or 0: it for it in Decision.objects.filter(pk__in=newest.values())}


def _audit(actor: Actor, batch: Batch, number: int) -> None:
    audit.record(
        publication_id=batch.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="batch undone",
        subject_kind="batch",
        subject_id=batch.id,
        details={"number": number},
    )

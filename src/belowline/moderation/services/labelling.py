"""A moderator puts a label on comments, and takes it off; neither changes their states or cases."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.bulk_sql import select_rows, update_rows
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.models import Comment
from belowline.discussion.queries.label_codes import labels_in
from belowline.discussion.services.labels import set_labels
from belowline.moderation.models import Batch, Case, Decision
from belowline.moderation.queries.labels import LabelView, label_at
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.recording import record_decisions, record_undoings
from belowline.moderation.services.seen_comment import seen_comment

MOST_LABELS = 5
"""Labels of one comment."""
_DECIDABLE = (Comment.Status.PUBLISHED, Comment.Status.HELD)


@transaction.atomic
def label_comment(
    *, actor: Actor, comment_id: int, version: int, label: str, note: str = ""
) -> int:
    """Puts one of the publication's labels, by its code, on the text that was seen (`version`).

    Returns the decision's id. Raises NotFound, NotAllowed, Invalid, and Conflict where the comment
    has it already, has its most, is out of sight, or was edited since.
    """
    comment = seen_comment(actor, comment_id, version)
    wanted = wanted_label(label, publication_id=comment.publication_id)
    if refused := why_not(comment, wanted):
        raise Conflict(refused)
    (made,) = put_label(actor, [comment], wanted, Grounds(note=note))
    return made.id


def wanted_label(code: str, *, publication_id: int) -> LabelView:
    """The publication's label of this code. Raises Invalid where none is offered."""
    found = label_at(code, publication_id=publication_id)
    if found is None or found.is_retired:
        raise Invalid(gettext("Please choose a label."), field="label")
    return found


def why_not(comment: Comment, label: LabelView) -> str:
    """Why this comment cannot be given the label; empty where it can."""
    codes = labels_in(comment.labels)
    if comment.status not in _DECIDABLE:
        return gettext("This comment is no longer shown.")
    if label.code in codes:
        return gettext("This comment has this label already.")
    if len(codes) >= MOST_LABELS:
        return gettext("A comment can have up to %(n)s labels.") % {"n": MOST_LABELS}
    return ""


def put_label(
    actor: Actor,
    comments: Sequence[Comment],
    label: LabelView,
    grounds: Grounds,
    *,
    batch: Batch | None = None,
) -> list[Decision]:
    """Puts the label on these locked comments, which can be given it, and keeps the decisions. In
    a transaction.
    """
    grounds = replace(grounds, label=label.code)
    nothing: Mapping[int, Mapping[str, object]] = {it.id: {} for it in comments}
    made = record_decisions(
        actor, comments, Decision.Outcome.LABELLED, grounds, nothing, batch=batch
    )
    codes = {it.id: [*labels_in(it.labels), label.code] for it in comments}
    change_labels(comments, codes, is_seen=label.is_shown)
    return made


def take_label_off(
    actor: Actor,
    comments: Sequence[Comment],
    put: Mapping[int, Decision],
    *,
    batch: Batch | None = None,
) -> list[Decision]:
    """Undoes the decisions that have put one label on these locked comments, by the comment's id,
    which stay on record. In a transaction. Returns the decisions that say so.
    """
    undone = record_undoings(actor, comments, put, {it.id: {} for it in comments}, batch=batch)
    shown = {it.label for it in put.values() if _is_shown(it)}
    codes = {
        it.id: [code for code in labels_in(it.labels) if code != put[it.id].label]
        for it in comments
    }
    change_labels(comments, codes, is_seen=bool(shown))
    return undone


def change_labels(
    comments: Sequence[Comment], codes: Mapping[int, Sequence[str]], *, is_seen: bool
) -> None:
    """Gives the comments, and their cases, these labels; readers are told where they see the
    difference (`is_seen`). In a transaction.
    """
    set_labels(comments, codes, is_seen=is_seen)
    labelled = {it.id: it.labels for it in comments}
    cases = select_rows(Case, ["id", "comment_id"], comment_id=labelled)
    update_rows(Case, ["labels"], [(labelled[at], key) for key, at in cases])


def _is_shown(decision: Decision) -> bool:
    known = label_at(decision.label, publication_id=decision.publication_id)
    return known is not None and known.is_shown

"""A moderator puts a label on a comment, and takes one off; neither changes its state or case."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.models import Comment
from belowline.discussion.queries.label_codes import labels_in
from belowline.discussion.services.labels import set_labels
from belowline.moderation.models import Case, Decision
from belowline.moderation.queries.labels import label_at
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
    wanted = label_at(label, publication_id=comment.publication_id)
    if wanted is None or wanted.is_retired:
        raise Invalid(gettext("Please choose a label."), field="label")
    if comment.status not in _DECIDABLE:
        raise Conflict(gettext("This comment is no longer shown."))
    codes = labels_in(comment.labels)
    if label in codes:
        raise Conflict(gettext("This comment has this label already."))
    if len(codes) >= MOST_LABELS:
        raise Conflict(gettext("A comment can have up to %(n)s labels.") % {"n": MOST_LABELS})
    grounds = Grounds(label=label, note=note)
    (made,) = record_decisions(
        actor, [comment], Decision.Outcome.LABELLED, grounds, {comment.id: {}}
    )
    change_labels(comment, [*codes, label], is_seen=wanted.is_shown)
    return made.id


def take_label_off(actor: Actor, comment: Comment, decision: Decision) -> int:
    """Undoes a decision that has put a label on this locked comment, which stays on record. In a
    transaction. Returns the id of the decision that says so; raises Conflict where it was undone
    before.
    """
    if decision.outcome != Decision.Outcome.LABELLED or decision.undone_by.exists():
        raise Conflict(gettext("This decision can’t be undone."))
    (undone,) = record_undoings(actor, [comment], {comment.id: decision}, {comment.id: {}})
    known = label_at(decision.label, publication_id=comment.publication_id)
    rest = [code for code in labels_in(comment.labels) if code != decision.label]
    change_labels(comment, rest, is_seen=known is not None and known.is_shown)
    return undone.id


def change_labels(comment: Comment, codes: Iterable[str], *, is_seen: bool) -> None:
    """Gives the comment, and its case, these labels; readers are told where they see the difference
    (`is_seen`). In a transaction.
    """
    is_public = comment.status == Comment.Status.PUBLISHED
    set_labels(comment, codes, is_seen=is_seen and is_public)
    Case.objects.filter(comment=comment.id).update(labels=comment.labels)

"""A moderator closes a discussion to comments, opens it again, and takes either back."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.models import Comment, Thread
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.closing import Closing, closing_of, set_closing
from belowline.discussion.services.locks import lock_thread
from belowline.moderation.models import Decision
from belowline.moderation.queries.closings import can_be_undone, last_decision_on_thread
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reason_choice import check_reason
from belowline.moderation.services.recording import record_about_thread

_Outcome = Decision.Outcome


@transaction.atomic
def close_discussion(
    *, actor: Actor, thread_id: int, grounds: Grounds, occasion_id: int | None = None
) -> int:
    """Closes a discussion to comments, perhaps over a comment in it; the reason, and the
    explanation, stand below it. Votes, and who may write in closed discussions, stay as they are.

    Returns the decision's id. Raises NotFound, NotAllowed, Invalid, or Conflict where it is closed.
    """
    thread = _locked(actor, thread_id)
    check_reason(grounds.reason, publication_id=actor.publication_id)
    cleaned = grounds.cleaned()
    if not thread.comments_open:
        raise Conflict(gettext("This discussion is closed already."))
    before = closing_of(thread)
    set_closing(thread, Closing(False, cleaned.reason, cleaned.explanation))  # noqa: FBT003
    occasion = _occasion(thread, occasion_id)
    made = record_about_thread(
        actor, thread, _Outcome.SHUT, cleaned, asdict(before), occasion=occasion
    )
    return made.id


@transaction.atomic
def reopen_discussion(*, actor: Actor, thread_id: int, note: str = "") -> int:
    """Opens a discussion again that a moderator has closed, with the note to readers that it had
    before. Raises NotFound, NotAllowed, Invalid, or Conflict where no moderator has closed it.
    """
    thread = _locked(actor, thread_id)
    if thread.comments_open or not thread.closed_for:
        raise Conflict(gettext("No moderator has closed this discussion."))
    before = closing_of(thread)
    set_closing(thread, Closing(True, "", _note_before(thread)))  # noqa: FBT003
    grounds = Grounds(note=note)
    return record_about_thread(actor, thread, _Outcome.REOPENED, grounds, asdict(before)).id


@transaction.atomic
def undo_closing(*, actor: Actor, thread_id: int, decision_id: int) -> int:
    """Takes the last decision about a discussion back, as if it had not been made; it stays on
    record. Raises NotFound, NotAllowed, and Conflict where it is not the last one, or an editor has
    changed the discussion's settings since.
    """
    thread = _locked(actor, thread_id)
    last = last_decision_on_thread(thread.id)
    if last is None or last.id != decision_id:
        raise Conflict(gettext("Another decision on this discussion has been made since."))
    if last.before is None or not can_be_undone(last, thread):
        raise Conflict(gettext("This decision can’t be undone."))
    before = closing_of(thread)
    set_closing(thread, Closing(**last.before))
    undone = record_about_thread(
        actor, thread, _Outcome.UNDONE, Grounds(), asdict(before), undoes=last
    )
    return undone.id


def _locked(actor: Actor, thread_id: int) -> Thread:
    thread = lock_thread(thread_id)
    if thread.publication_id != actor.publication_id:
        raise NotFound(gettext("This discussion isn’t available."))
    check_may_moderate(actor, thread.publication_id)
    return thread


def _occasion(thread: Thread, comment_id: int | None) -> Comment | None:
    if comment_id is None:
        return None
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None or comment.thread_id != thread.id:
        raise NotFound(gettext("This comment does not exist."))
    return comment


def _note_before(thread: Thread) -> str:
    """The note to readers that an editor had left before the discussion was closed."""
    last = Decision.objects.filter(thread=thread.id, outcome=_Outcome.SHUT).order_by("-id").first()
    return str(last.before["note"]) if last and last.before else ""

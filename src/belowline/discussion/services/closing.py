"""Closes a discussion to comments, opens it again, and brings back how it was."""

from dataclasses import dataclass

from belowline.core.events import publish
from belowline.discussion.events import ThreadSwitched
from belowline.discussion.models import Thread
from belowline.discussion.services.locks import advance_revision


@dataclass(frozen=True, slots=True)
class Closing:
    """Whether a discussion is open to comments, for which reason (a code) moderators have closed
    it, and the note that readers see.
    """

    comments_open: bool
    reason: str
    note: str


def closing_of(thread: Thread) -> Closing:
    """How it is now."""
    return Closing(thread.comments_open, thread.closed_for, thread.closing_note)


def set_closing(thread: Thread, closing: Closing) -> None:
    """Makes this locked discussion so; readers see it at once. Whoever decides so keeps a record.
    In a transaction.
    """
    thread.comments_open, thread.closed_for = closing.comments_open, closing.reason
    thread.closing_note = closing.note
    thread.save(update_fields=["comments_open", "closed_for", "closing_note"])
    publish(
        ThreadSwitched(
            publication_id=thread.publication_id,
            thread_id=thread.id,
            revision=advance_revision(thread.id),
        )
    )

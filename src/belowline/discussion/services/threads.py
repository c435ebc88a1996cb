"""Opens the discussion below an article, and opens or closes it for comments and for votes."""

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.discussion.events import ThreadSwitched
from belowline.discussion.models import Thread
from belowline.discussion.policies import check_may_switch
from belowline.discussion.services.locks import advance_revision, lock_thread

_LONGEST_NOTE = 300
"""Characters of the sentence that closes a thread."""


def open_thread(*, article_id: int, publication_id: int) -> int:
    """The id of the thread below this article, which is made where it is missing."""
    thread, _ = Thread.objects.get_or_create(
        article_id=article_id, defaults={"publication_id": publication_id}
    )
    return thread.id


@transaction.atomic
def switch_thread(
    *, actor: Actor, thread_id: int, comments_open: bool, votes_open: bool, note: str = ""
) -> None:
    """Opens or closes a thread for comments and for votes; `note` is shown while it is closed."""
    thread = lock_thread(thread_id)
    check_may_switch(actor, thread)
    before = {"comments_open": thread.comments_open, "votes_open": thread.votes_open}
    after = {"comments_open": comments_open, "votes_open": votes_open}
    note = clean_line(note, most=_LONGEST_NOTE, field="note")
    if before == after and note == thread.closing_note:
        return
    thread.comments_open, thread.votes_open = comments_open, votes_open
    thread.closing_note = "" if comments_open and votes_open else note
    thread.save(update_fields=["comments_open", "votes_open", "closing_note"])
    audit.record(
        publication_id=thread.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="thread switched",
        subject_kind="thread",
        subject_id=thread.id,
        reason=note,
        details={"before": before, "after": after},
    )
    publish(
        ThreadSwitched(
            publication_id=thread.publication_id,
            thread_id=thread.id,
            revision=advance_revision(thread.id),
        )
    )

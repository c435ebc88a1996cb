"""Opens the discussion below an article, and opens or closes it for comments and for votes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.discussion.events import ThreadSwitched
from belowline.discussion.models import Thread
from belowline.discussion.policies import check_may_switch
from belowline.discussion.services.locks import advance_revision, lock_thread

_LONGEST_NOTE = 300
"""Characters of the sentence that closes a thread."""
_LONGEST_OPEN = 3650
"""Days."""


def open_thread(*, article_id: int, publication_id: int) -> int:
    """The id of the thread below this article, which is made where it is missing."""
    thread, _ = Thread.objects.get_or_create(
        article_id=article_id, defaults={"publication_id": publication_id}
    )
    return thread.id


@transaction.atomic
def switch_thread(
    *,
    actor: Actor,
    thread_id: int,
    comments_open: bool,
    votes_open: bool,
    note: str = "",
    closes_after: int | None = None,
) -> None:
    """Opens or closes a thread for comments and for votes; `note` is shown while it is closed.

    `closes_after` is after how many days, from the article's publication, it closes to comments by
    itself; None: never. Raises NotFound, NotAllowed or Invalid.
    """
    thread = lock_thread(thread_id)
    check_may_switch(actor, thread)
    closes_at = _closing(thread, closes_after)
    before = {
        "comments_open": thread.comments_open,
        "votes_open": thread.votes_open,
        "closes_at": thread.closes_at and thread.closes_at.isoformat(),
    }
    after = {
        "comments_open": comments_open,
        "votes_open": votes_open,
        "closes_at": closes_at and closes_at.isoformat(),
    }
    note = clean_line(note, most=_LONGEST_NOTE, field="note")
    if before == after and note == thread.closing_note:
        return
    thread.comments_open, thread.votes_open = comments_open, votes_open
    thread.closes_at = closes_at
    thread.closing_note = "" if comments_open and votes_open and closes_at is None else note
    thread.save(update_fields=["comments_open", "votes_open", "closing_note", "closes_at"])
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


def _closing(thread: Thread, closes_after: int | None) -> datetime | None:
    if closes_after is None:
        return None
    if not 1 <= closes_after <= _LONGEST_OPEN:
        raise Invalid(
            gettext("Please enter a number of days from 1 to %(most)s.") % {"most": _LONGEST_OPEN},
            field="closes_after",
        )
    return thread.article.published_at + timedelta(days=closes_after)

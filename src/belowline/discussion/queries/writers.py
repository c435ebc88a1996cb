"""Whether somebody may write in a discussion that is only for some."""

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.subscribers import subscribers_among
from belowline.discussion.queries.threads import ThreadView


def may_write(actor: Actor, thread: ThreadView) -> bool:
    """Whether the rule that only subscribers write lets this person write in the thread."""
    if not thread.subscribers_only or actor.is_staff:
        return True
    return actor.id in subscribers_among([actor.id], thread.publication_id)

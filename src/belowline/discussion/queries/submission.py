"""A comment that is about to be written, as whoever screens it sees it."""

from dataclasses import dataclass

from belowline.accounts.queries.people import Actor
from belowline.discussion.models import Thread
from belowline.discussion.queries.comment_parsing import ParsedComment


@dataclass(frozen=True, slots=True)
class Submission:
    """Who wants to write what, and where; it has the id that it will have.

    `version` is that of the text: 1 for a new comment, more for an edit. `is_sure` says that the
    writer was asked once more, and posts it. What others have replied to can’t be held. It
    `waits_anyway` where a moderator reads it first whatever rules say.
    """

    comment_id: int
    actor: Actor
    thread: Thread
    text: str
    parsed: ParsedComment
    parent_id: int | None
    version: int
    is_sure: bool
    can_be_held: bool
    waits_anyway: bool

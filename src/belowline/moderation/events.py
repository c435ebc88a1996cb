"""What happens in moderation, as facts for the outbox."""

from dataclasses import dataclass

from belowline.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReported(Event):
    """A reader reported a comment."""

    comment_id: int

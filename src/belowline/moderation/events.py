"""What happens in moderation, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PRIVATE, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReported(Event):
    """A reader reported a comment."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    comment_id: int

"""What happens in moderation, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PRIVATE, SITE, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReported(Event):
    """A reader reported a comment."""

    invalidates: ClassVar = PRIVATE
    tells: ClassVar = None

    comment_id: int


class ReasonsChanged(Event):
    """An editor has changed the reasons of the publication's rules, or their words."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None

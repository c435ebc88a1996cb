"""What happens in moderation, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import PRIVATE, SITE, Event

RULES = "rules:{publication_id}"
"""What processes keep in memory besides: the rules that look at what is posted."""


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


class LabelsChanged(Event):
    """An editor has changed the labels of the publication, or what they are called."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None


class RulesChanged(Event):
    """A publication has other rules, or one of them was set aside."""

    __slots__ = ()
    invalidates: ClassVar = (RULES,)
    tells: ClassVar = None


class IncidentChanged(Event):
    """An incident has begun or ended: readers of some discussions are told otherwise."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, RULES)
    tells: ClassVar = None

"""What happens to surveys, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import SITE, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChanged(Event):
    """A survey was opened, closed or changed while it is open."""

    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None

    survey_id: int

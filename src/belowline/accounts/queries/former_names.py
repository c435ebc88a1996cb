"""Names that a person had before, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.models import FormerName

_MOST = 20


@dataclass(frozen=True, slots=True)
class FormerNameView:
    """A name, and until when it was the person's."""

    name: str
    until: datetime


def former_names(*, person_id: int) -> Sequence[FormerNameView]:
    """The newest first."""
    rows = FormerName.objects.filter(person=person_id).order_by("-until")
    return [FormerNameView(it.name, it.until) for it in rows[:_MOST]]

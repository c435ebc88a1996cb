"""A moderator's own settings at the desk."""

from dataclasses import dataclass
from datetime import datetime

from belowline.core.clock import now
from belowline.moderation.models import DeskSettings


@dataclass(frozen=True, slots=True)
class DeskSettingsView:
    """Whether the worst comments are folded, and which reasons are set aside until when: none and
    None once that moment has passed.
    """

    folds: bool = True
    set_aside: tuple[str, ...] = ()
    until: datetime | None = None


def desk_settings(*, publication_id: int, person_id: int) -> DeskSettingsView:
    """Those of this moderator; as they begin where nothing was ever changed."""
    row = DeskSettings.objects.filter(publication=publication_id, person=person_id).first()
    if row is None:
        return DeskSettingsView()
    until = row.set_aside_until
    if until is None or until <= now():
        return DeskSettingsView(folds=row.folds)
    return DeskSettingsView(row.folds, tuple(row.set_aside), until)

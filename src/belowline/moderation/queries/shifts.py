"""Who is on duty, and who comes next."""

from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.ids import encode
from belowline.moderation.models import Shift

_MOST = 200


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A moderator's hours, for which queues (by key; none: all)."""

    id: int
    moderator_id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    queues: tuple[str, ...]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    def is_now(self, moment: datetime) -> bool:
        """Whether it has begun; those that are over are not shown."""
        return self.starts_at <= moment


def shifts(*, publication_id: int, moment: datetime) -> list[ShiftView]:
    """Those that go on at that moment or come after it, in order; up to 200."""
    rows = Shift.objects.filter(publication=publication_id, ends_at__gt=moment)
    found = sorted(rows.order_by("ends_at")[:_MOST], key=lambda it: (it.starts_at, it.id))
    names = author_cards({it.moderator_id for it in found})
    return [
        ShiftView(
            it.id,
            it.moderator_id,
            names[it.moderator_id].name if it.moderator_id in names else "",
            it.starts_at,
            it.ends_at,
            tuple(it.queues),
        )
        for it in found
    ]

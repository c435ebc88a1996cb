"""Browsers that a reader is told in."""

from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.sessions import people_of_sessions
from belowline.audience.models import PushDevice
from belowline.core.ids import encode


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One of them: what the browser calls itself, since when, and whether its login stands; without
    one it is told nothing.
    """

    ref: str
    user_agent: str
    added_at: datetime
    is_logged_in: bool


def push_devices(*, person_id: int, publication_id: int) -> list[DeviceView]:
    """Those of this person at the publication, the newest first."""
    rows = PushDevice.objects.filter(person_id=person_id, publication_id=publication_id)
    found = list(rows.order_by("-id"))
    logged_in = people_of_sessions([it.session_key for it in found])
    return [
        DeviceView(
            encode(it.id),
            it.user_agent,
            it.added_at,
            logged_in.get(it.session_key, (0, ""))[0] == person_id,
        )
        for it in found
    ]

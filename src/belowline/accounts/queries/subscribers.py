"""Who subscribes to a publication: whoever has its badge, be it by token, list or desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.models import Badge
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A subscriber by the publisher's list, and until when."""

    name: str
    email: str
    ends_at: datetime


def subscribers_among(person_ids: Collection[int], publication_id: int) -> frozenset[int]:
    """Those of these people who subscribe to the publication now."""
    rows = select_rows(
        Badge,
        ["person_id", "ends_at"],
        person_id=person_ids,
        publication_id=[publication_id],
        kind=[Badge.Kind.SUBSCRIBER.value],
    )
    moment = now()
    return frozenset(key for key, ends_at in rows if ends_at is None or ends_at > moment)


def listed_subscribers(publication_id: int) -> list[Subscriber]:
    """The subscribers by the publisher's list whose time has not ended, by name."""
    rows = Badge.objects.filter(
        publication_id=publication_id, source=Badge.Source.LIST, ends_at__gt=now()
    )
    names = ("person__name", "person__email", "ends_at")
    return [Subscriber(*row) for row in rows.order_by("person__name").values_list(*names)]

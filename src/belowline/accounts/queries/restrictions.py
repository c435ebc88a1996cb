"""What people may not do at a publication for now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from belowline.accounts.models import Restriction
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now

_KIND = Restriction.Kind


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What is in force, with its end (None: there is none), by kind (models.Restriction.Kind)."""

    ends: Mapping[str, datetime | None] = field(default_factory=dict)

    @property
    def is_unread(self) -> bool:
        """Whether a warning waits to be read."""
        return _KIND.UNREAD in self.ends

    @property
    def is_closed(self) -> bool:
        """Whether the account is closed here for good."""
        return _KIND.CLOSED in self.ends

    @property
    def suspended_until(self) -> datetime | None:
        """Until when the person can only read; None: they are not suspended."""
        return self.ends.get(_KIND.SUSPENDED)

    @property
    def is_slowed(self) -> bool:
        """Whether the person can comment less often than others."""
        return _KIND.SLOWED in self.ends

    @property
    def is_checked(self) -> bool:
        """Whether moderators read what the person writes before others do."""
        return _KIND.CHECKED in self.ends

    @property
    def is_muted(self) -> bool:
        """Whether the person's reports are not taken."""
        return _KIND.MUTED in self.ends


NONE = Restrictions()


def restrictions_among(
    person_ids: Collection[int], publication_ids: Collection[int]
) -> dict[tuple[int, int], Restrictions]:
    """What is in force for these people at these publications, by both ids; nobody without any."""
    moment = now()
    found: defaultdict[tuple[int, int], dict[str, datetime | None]] = defaultdict(dict)
    fields = ["person_id", "publication_id", "kind", "ends_at"]
    for person_id, publication_id, kind, ends_at in select_rows(
        Restriction, fields, person_id=person_ids, publication_id=publication_ids
    ):
        if ends_at is None or ends_at > moment:
            found[person_id, publication_id][kind] = ends_at
    return {key: Restrictions(ends) for key, ends in found.items()}


def restrictions_of(*, person_id: int, publication_id: int) -> Restrictions:
    """What is in force for one person."""
    found = restrictions_among([person_id], [publication_id])
    return found.get((person_id, publication_id), NONE)

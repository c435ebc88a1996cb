"""One limit of an item's rights, wherever it comes from."""

from dataclasses import dataclass
from datetime import datetime

from belowline.newsroom.wire.rights import CHANNELS


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source allows (if it `grants` at all) and how it narrows that."""

    grants: bool = False
    usable_from: datetime | None = None
    usable_until: datetime | None = None
    territories: frozenset[str] | None = None
    excluded_territories: frozenset[str] = frozenset()
    channels: frozenset[str] = CHANNELS
    is_archive_forbidden: bool = False

"""What is agreed with a provider: the contract, and what its phrases mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from belowline.newsroom.wire.rights import CHANNELS


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase of a provider says. `grants` if it allows publishing; the rest narrows that.

    A phrase that means nothing here (“Editorial use only” to a newspaper) has a Meaning without
    anything. `days` are counted from when the version was made; territories are ISO 3166-1 codes.
    """

    grants: bool = False
    is_archive_forbidden: bool = False
    territories: frozenset[str] | None = None
    excluded_territories: frozenset[str] = frozenset()
    excluded_channels: frozenset[str] = frozenset()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """What the contract with a provider allows. None means without a limit.

    `days` are counted from when a version was made; `parties` are the names by which rights
    expressions call this publisher.
    """

    channels: frozenset[str] = CHANNELS
    days: int | None = None
    may_archive: bool = True
    publications: frozenset[str] | None = None
    territories: frozenset[str] | None = None
    parties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract with a provider, if any, and the meanings of its phrases."""

    contract: Contract | None = None
    phrases: Mapping[str, Meaning] = field(default_factory=dict)

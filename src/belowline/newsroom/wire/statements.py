"""What an item itself says of its rights, before anything is made of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from belowline.newsroom.wire.rights import Hold


class RuleKind(StrEnum):
    """Whether a rule permits or forbids."""

    PERMISSION = "permission"
    PROHIBITION = "prohibition"


@dataclass(frozen=True, slots=True)
class Constraint:
    """A condition of a rule. Names are without the address of their vocabulary: `spatial`, `eq`."""

    name: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A permission or a prohibition of a rights expression; `has_more` if it says what is not read
    here (a duty, a remedy, a refinement).
    """

    kind: RuleKind
    actions: tuple[str, ...]
    targets: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class RightsStatement:
    """All that an item says of its rights.

    `not_before` is its embargo, `not_after` an end that its format calls the end of its validity;
    `made_at` is when this version was made. `faults` are reasons to hold it that were met on the
    way. It can be kept and judged again, when an editor has learnt what a phrase means.
    """

    guid: str = ""
    made_at: datetime | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    usage_terms: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    editor_note: str = ""
    faults: tuple[Hold, ...] = ()

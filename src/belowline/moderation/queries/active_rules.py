"""The rules of a publication that look at what is posted, and the screen that is made of them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from belowline.core.clock import now
from belowline.core.kept import kept
from belowline.core.weighed_cache import WeighedCache
from belowline.moderation.events import RULES
from belowline.moderation.models import Rule, RuleVersion
from belowline.moderation.screening.definition import Definition
from belowline.moderation.screening.definition_json import read_definition
from belowline.moderation.screening.screen import Screen

_MOST = 64_000_000


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that is live or in the shadow, in its present version; when its incident ends."""

    id: int
    version_id: int
    is_live: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActiveRules:
    """A publication's rules in their order, what each says, and the screen that is made of them;
    all by the rule's id.
    """

    rules: dict[int, ActiveRule]
    definitions: dict[int, Definition]
    screen: Screen


def active_rules(publication_id: int) -> ActiveRules | None:
    """The publication's; None where it has none, as most have."""
    name = RULES.format(publication_id=publication_id)
    rules = kept(name, "active", lambda: _active(publication_id), still=_go_on)
    if not rules:
        return None
    return _READY.get(rules, lambda: _ready(rules))


def _active(publication_id: int) -> tuple[ActiveRule, ...]:
    present = RuleVersion.objects.filter(
        rule__publication=publication_id, rule__fault="", number=F("rule__version")
    ).exclude(rule__mode=Rule.Mode.OFF)
    goes_on = Q(rule__incident__ended_at=None, rule__incident__ends_at__gt=now())
    rows = present.filter(Q(rule__incident=None) | goes_on).order_by("rule__position", "rule_id")
    names = ("rule_id", "id", "rule__mode", "rule__incident__ends_at")
    return tuple(
        ActiveRule(key, version, mode == Rule.Mode.LIVE, ends_at)
        for key, version, mode, ends_at in rows.values_list(*names)
    )


def _go_on(rules: Sequence[ActiveRule]) -> bool:
    return all(it.ends_at is None or it.ends_at > now() for it in rules)


def _ready(rules: tuple[ActiveRule, ...]) -> ActiveRules:
    rows = RuleVersion.objects.filter(pk__in=[it.version_id for it in rules])
    said = {row.id: row.definition for row in rows}
    definitions: dict[int, Definition] = {}
    unread: dict[int, str] = {}
    for it in rules:
        try:
            definitions[it.id] = read_definition(said[it.version_id])
        except (KeyError, TypeError, ValueError) as fault:
            unread[it.id] = f"{type(fault).__name__}: {fault}"
    screen = Screen(definitions)
    screen.broken |= unread
    return ActiveRules({it.id: it for it in rules}, definitions, screen)


def _weight(key: Hashable, ready: ActiveRules) -> int:
    del key
    return ready.screen.weight


_READY: WeighedCache[ActiveRules] = WeighedCache(_MOST, _weight)

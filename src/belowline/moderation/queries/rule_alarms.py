"""How often rules were right, by what people decided on the comments that they caught."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.core.ids import encode
from belowline.moderation.models import Decision, Rule, RuleMatch
from belowline.moderation.queries.peoples_decisions import last_by_people
from belowline.moderation.screening.definition import Action

_RIGHT = (Decision.Outcome.REMOVED, Decision.Outcome.HELD, Decision.Outcome.HIDDEN)
_WRONG = (Decision.Outcome.KEPT, Decision.Outcome.PUBLISHED, Decision.Outcome.RESTORED)
_MOST = 20_000
"""Catches that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """A rule (`ref`), how many comments it caught, and on how many of these people have decided
    that it was right, or that it was a false alarm.
    """

    ref: str
    name: str
    caught: int
    right: int
    false: int

    @property
    def share(self) -> float | None:
        """Which part were false alarms, 0 to 1; None where nothing has been decided."""
        decided = self.right + self.false
        return self.false / decided if decided else None


def rule_alarms(*, publication_id: int, since: datetime) -> Sequence[Alarms]:
    """Of the publication's rules that have held or flagged something since then, those with most
    false alarms first. What a person decided last on a comment counts.
    """
    matches = RuleMatch.objects.filter(
        publication=publication_id,
        matched_at__gte=since,
        is_live=True,
        comment__isnull=False,
        action__in=(Action.HOLD.value, Action.FLAG.value),
    )
    caught = set(matches.order_by("-matched_at").values_list("rule_id", "comment_id")[:_MOST])
    outcomes = last_by_people({comment_id for _, comment_id in caught if comment_id})
    names = dict(Rule.objects.filter(pk__in={it for it, _ in caught}).values_list("id", "name"))
    found = [
        _alarms(key, name, [outcomes.get(at or 0, "") for rule_id, at in caught if rule_id == key])
        for key, name in names.items()
    ]
    return sorted(found, key=lambda it: (-it.false, it.name))


def _alarms(rule_id: int, name: str, outcomes: Sequence[str]) -> Alarms:
    return Alarms(
        encode(rule_id),
        name,
        len(outcomes),
        sum(it in _RIGHT for it in outcomes),
        sum(it in _WRONG for it in outcomes),
    )

"""How rules did when they were tried on past comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.moderation.models import RuleTrial
from belowline.moderation.queries.rules import RuleView


@dataclass(frozen=True, slots=True)
class TrialView:
    """How a version of a rule did on comments that were posted before.

    `removed` of the comments that were looked at, moderators have removed; of those that the rule
    `caught` as many as `caught_removed`, and kept `caught_kept`. `false_alarms` are the ids of
    comments that it caught and nobody removed, each with whether a moderator kept it; `people`
    those of one comment of each person whom it hit most, with how often.
    """

    version: int
    asked_at: datetime
    done: int
    total: int
    is_over: bool
    looked_at: int
    removed: int
    caught: int
    caught_removed: int
    caught_kept: int
    false_alarms: Sequence[tuple[int, bool]]
    people: Sequence[tuple[int, int]]

    @property
    def precision(self) -> float | None:
        """Of what it caught and people decided on, which part they removed; None: nothing."""
        decided = self.caught_removed + self.caught_kept
        return self.caught_removed / decided if decided else None

    @property
    def recall(self) -> float | None:
        """Of what people removed, which part it caught; None: nothing was removed."""
        return self.caught_removed / self.removed if self.removed else None


def last_trial(rule: RuleView) -> TrialView | None:
    """How the rule did when it was tried the last time, or how far that has come."""
    tried = RuleTrial.objects.filter(version__rule=rule.id).select_related("version")
    trial = tried.order_by("-id").first()
    return _trial(trial) if trial else None


def _trial(trial: RuleTrial) -> TrialView:
    told = trial.outcome or {}
    return TrialView(
        version=trial.version.number,
        asked_at=trial.asked_at,
        done=trial.done,
        total=trial.total,
        is_over=trial.ended_at is not None,
        looked_at=told.get("looked_at", 0),
        removed=told.get("removed", 0),
        caught=told.get("caught", 0),
        caught_removed=told.get("caught_removed", 0),
        caught_kept=told.get("caught_kept", 0),
        false_alarms=[(key, is_kept) for key, is_kept in told.get("false_alarms", ())],
        people=[(key, number) for key, number in told.get("people", ())],
    )

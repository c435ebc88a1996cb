"""The rules of a publication as the desk shows them, with their versions, trials and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Rule, RuleMatch, RuleTrial, RuleVersion
from belowline.moderation.screening.definition import Definition, read_definition

_LATELY = timedelta(days=7)
_MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule; `mode` as models.Rule has it. `caught` is how many comments it spoke of in the last
    seven days. `definition` is None where it cannot be read any more.
    """

    id: int
    name: str
    mode: str
    version: int
    version_id: int
    definition: Definition | None
    fault: str
    tripped_at: datetime | None
    caught: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class VersionView:
    """What a rule said from then on, by whom, and why."""

    number: int
    definition: Definition | None
    by: str
    why: str
    made_at: datetime


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


def rules_of(publication_id: int) -> list[RuleView]:
    """The publication's, in their order; without those of incidents."""
    rules = list(
        Rule.objects.filter(publication=publication_id, incident=None).order_by("position", "id")
    )
    return _views(rules)


def rule_at(*, publication_id: int, rule_id: int) -> RuleView | None:
    """The publication's rule with this id."""
    rule = Rule.objects.filter(pk=rule_id).first()
    is_own = rule and rule.publication_id == publication_id and rule.incident_id is None
    return _views([rule])[0] if rule and is_own else None


def versions_of(rule: RuleView) -> list[VersionView]:
    """What the rule has said, the newest first."""
    rows = RuleVersion.objects.filter(rule=rule.id).order_by("-number")[:_MOST_VERSIONS]
    names = author_cards({it.author_id for it in rows if it.author_id})
    return [
        VersionView(
            it.number,
            _definition(it),
            names[it.author_id].name if it.author_id in names else "",
            it.why,
            it.made_at,
        )
        for it in rows
    ]


def last_trial(rule: RuleView) -> TrialView | None:
    """How the rule did when it was tried the last time, or how far that has come."""
    tried = RuleTrial.objects.filter(version__rule=rule.id).select_related("version")
    trial = tried.order_by("-id").first()
    return _trial(trial) if trial else None


def rules_in_trouble(publication_id: int) -> list[RuleView]:
    """Those that broke and are set aside, and those that switched themselves to the shadow."""
    return [it for it in rules_of(publication_id) if it.fault or it.tripped_at]


def broken_rules() -> list[tuple[str, str, str]]:
    """Of the whole installation: the publication's short name, the rule's, and what broke."""
    broken = Rule.objects.exclude(fault="").select_related("publication").order_by("id")
    return [(it.publication.slug, it.name, it.fault) for it in broken]


def _views(rules: Sequence[Rule]) -> list[RuleView]:
    ids = [it.id for it in rules]
    versions = {(it.rule_id, it.number): it for it in RuleVersion.objects.filter(rule__in=ids)}
    caught = _caught(ids)
    return [
        RuleView(
            id=it.id,
            name=it.name,
            mode=it.mode,
            version=it.version,
            version_id=versions[it.id, it.version].id,
            definition=_definition(versions[it.id, it.version]),
            fault=it.fault,
            tripped_at=it.tripped_at,
            caught=caught.get(it.id, 0),
        )
        for it in rules
    ]


def _caught(rule_ids: Sequence[int]) -> Mapping[int, int]:
    lately = RuleMatch.objects.filter(rule__in=rule_ids, matched_at__gt=now() - _LATELY)
    return dict(lately.order_by().values_list("rule").annotate(Count("id")))


def _definition(version: RuleVersion) -> Definition | None:
    try:
        return read_definition(version.definition)
    except (KeyError, TypeError, ValueError):
        return None


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

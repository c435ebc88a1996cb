"""The rules of a publication as the desk shows them, with their versions and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from belowline.accounts.queries.people import author_cards
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.moderation.models import Rule, RuleMatch, RuleVersion
from belowline.moderation.screening.definition import Definition
from belowline.moderation.screening.definition_json import read_definition

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

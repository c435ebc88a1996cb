"""Editors write rules, try them, and switch them on and off; every version is kept."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.moderation.events import RulesChanged
from belowline.moderation.models import Rule, RuleVersion
from belowline.moderation.queries.labels import offered_labels
from belowline.moderation.screening.definition_json import written
from belowline.moderation.services.rule_fields import definition_of

MOST_RULES = 200
"""Of one publication."""
LONGEST_NAME, LONGEST_WHY = 80, 250


@transaction.atomic
def save_rule(
    *,
    actor: Actor,
    rule_id: int | None,
    name: str,
    why: str,
    typed: Mapping[str, str],
    chosen: Mapping[str, Sequence[str]],
) -> int:
    """Keeps a rule as it was typed, as a new version where it says something else, and returns its
    id. A new rule is off. What was set aside because it broke, works again.

    `why` is for colleagues. Raises NotAllowed, NotFound, Conflict for too many, and Invalid.
    """
    check_edits(actor)
    named = clean_line(name, most=LONGEST_NAME, field="name")
    if not named:
        raise Invalid(gettext("Please name the rule."), field="name")
    reason = clean_line(why, most=LONGEST_WHY, field="why")
    labels = [it.code for it in offered_labels(actor.publication_id)]
    definition = written(definition_of(typed, chosen, labels))
    rule = _new(actor) if rule_id is None else _locked(actor, rule_id)
    last = rule.versions.filter(number=rule.version).first()
    if last is None or last.definition != definition:
        rule.version += 1 if last else 0
        RuleVersion.objects.create(
            rule=rule, number=rule.version, definition=definition, author_id=actor.id, why=reason
        )
    rule.name, rule.fault, rule.tripped_at = named, "", None
    rule.save(update_fields=["name", "version", "fault", "tripped_at"])
    _changed(actor, rule, "rule saved", reason)
    return rule.id


@transaction.atomic
def switch_rule(*, actor: Actor, rule_id: int, mode: str) -> None:
    """Has a rule act, only count, or do nothing. Raises NotAllowed, NotFound, Invalid."""
    check_edits(actor)
    rule = _locked(actor, rule_id)
    if mode not in Rule.Mode.values:
        raise Invalid(gettext("Please choose what the rule does."), field="mode")
    rule.mode, rule.tripped_at = mode, None
    rule.live_at = now() if mode == Rule.Mode.LIVE else None
    rule.save(update_fields=["mode", "tripped_at", "live_at"])
    _changed(actor, rule, f"rule {mode}")


@transaction.atomic
def move_rule(*, actor: Actor, rule_id: int, step: int) -> None:
    """Moves a rule one place up (-1) or down (1). Raises NotAllowed, NotFound."""
    check_edits(actor)
    moved = _locked(actor, rule_id)
    rules = list(_own(actor).order_by("position", "id"))
    at = [it.id for it in rules].index(moved.id)
    other = min(max(at + step, 0), len(rules) - 1)
    rules[at], rules[other] = rules[other], rules[at]
    for position, rule in enumerate(rules):
        rule.position = position
    Rule.objects.bulk_update(rules, ["position"])
    _changed(actor, moved, "rule moved")


@transaction.atomic
def delete_rule(*, actor: Actor, rule_id: int) -> None:
    """Deletes a rule that never spoke of a comment; one that did is kept, since decisions rest on
    it. Raises NotAllowed, NotFound, Conflict.
    """
    check_edits(actor)
    rule = _locked(actor, rule_id)
    if rule.matches.exists():
        raise Conflict(gettext("This rule has caught something, so it is kept. Switch it off."))
    _changed(actor, rule, "rule deleted")
    rule.delete()


def _new(actor: Actor) -> Rule:
    number = _own(actor).count()
    if number >= MOST_RULES:
        raise Conflict(gettext("You can have up to %(n)s rules.") % {"n": MOST_RULES})
    return Rule.objects.create(publication_id=actor.publication_id, position=number)


def _own(actor: Actor) -> QuerySet[Rule]:
    return Rule.objects.filter(publication=actor.publication_id, incident=None)


def _locked(actor: Actor, rule_id: int) -> Rule:
    rule = Rule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None or rule.publication_id != actor.publication_id or rule.incident_id:
        raise NotFound(gettext("This rule does not exist."))
    return rule


def _changed(actor: Actor, rule: Rule, action: str, why: str = "") -> None:
    audit.record(
        publication_id=rule.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="rule",
        subject_id=rule.id,
        reason=why,
        details={"name": rule.name, "version": rule.version},
    )
    publish(RulesChanged(publication_id=rule.publication_id))

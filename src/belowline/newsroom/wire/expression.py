"""Reads what a rights expression (ODRL, as RightsML uses it) allows this publisher."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from belowline.newsroom.wire.limits import Limits
from belowline.newsroom.wire.moments import exact_moment
from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import Sentence
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import Constraint, Rule, RuleKind
from belowline.newsroom.wire.territories import territory_of

_PUBLISHING = frozenset({"use", "distribute", "present", "display"})
_ARCHIVING = frozenset({"archive"})
_BEFORE, _AFTER = frozenset({"lt", "lteq"}), frozenset({"gt", "gteq"})
_IN, _OUT = frozenset({"eq", "isAnyOf"}), frozenset({"neq", "isNoneOf"})

_LONGEST = 100
"""Characters of the expression that a sentence repeats."""


class _NotUnderstood(Exception):  # noqa: N818 - expected; becomes a reason to hold
    """The expression says what is not read here: a sentence for an editor."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def limits_of(
    rules: Sequence[Rule], *, guid: str, parties: frozenset[str]
) -> tuple[list[Limits], list[Hold]]:
    """What the rules allow and forbid, or why an editor has to read them."""
    try:
        return [_limits(rule, guid=guid, parties=parties) for rule in rules], _several(rules)
    except _NotUnderstood as why:
        return [], [Hold("rights-expression", why.sentence)]


def _several(rules: Sequence[Rule]) -> list[Hold]:
    """Permissions add up; to narrow each other, as limits do, would be another thing."""
    if sum(rule.kind is RuleKind.PERMISSION for rule in rules) <= 1:
        return []
    return [Hold("rights-expression", _("Its rights expression has several permissions."))]


def _limits(rule: Rule, *, guid: str, parties: frozenset[str]) -> Limits:
    if rule.has_more:
        raise _NotUnderstood(
            _("Its rights expression has conditions that are not read here, such as a duty.")
        )
    if any(target != guid for target in rule.targets):
        raise _NotUnderstood(_("Its rights expression is about something other than this item."))
    if any(assignee not in parties for assignee in rule.assignees):
        raise _NotUnderstood(
            _("Its rights expression is for someone who is not known to be this publisher.")
        )
    if not rule.actions or not set(rule.actions) <= _PUBLISHING | _ARCHIVING:
        actions = ", ".join(rule.actions)[:_LONGEST]
        if not actions:
            raise _NotUnderstood(_("Its rights expression says nothing of what may be done."))
        raise _NotUnderstood(_("Its rights expression is about “%(actions)s”.", actions=actions))
    if rule.kind is RuleKind.PERMISSION:
        return _permitted(rule)
    return _prohibited(rule)


def _permitted(rule: Rule) -> Limits:
    if not set(rule.actions) & _PUBLISHING:
        raise _NotUnderstood(
            _("Its rights expression permits archiving, and does not say whether to publish.")
        )
    limits = Limits(grants=True)
    for constraint in rule.constraints:
        limits = _narrowed(limits, constraint)
    return limits


def _prohibited(rule: Rule) -> Limits:
    if set(rule.actions) <= _ARCHIVING and not rule.constraints:
        return Limits(is_archive_forbidden=True)
    if len(rule.constraints) != 1 or set(rule.actions) & _ARCHIVING:
        raise _NotUnderstood(
            _("Its rights expression forbids publishing, or forbids it under several conditions.")
        )
    return _narrowed(Limits(), _turned(rule.constraints[0]))


def _narrowed(limits: Limits, constraint: Constraint) -> Limits:
    if constraint.name == "spatial":
        return _in_places(limits, constraint)
    if constraint.name == "dateTime":
        return _in_time(limits, constraint)
    raise _NotUnderstood(
        _("Its rights expression has a condition of “%(name)s”.", name=constraint.name[:_LONGEST])
    )


def _in_places(limits: Limits, constraint: Constraint) -> Limits:
    places = frozenset(_territories(constraint))
    if constraint.operator in _IN:
        common = places if limits.territories is None else limits.territories & places
        return replace(limits, territories=common)
    if constraint.operator in _OUT:
        return replace(limits, excluded_territories=limits.excluded_territories | places)
    raise _NotUnderstood(
        _(
            "Its rights expression compares countries by “%(operator)s”.",
            operator=constraint.operator[:_LONGEST],
        )
    )


def _territories(constraint: Constraint) -> Iterator[str]:
    if constraint.operator in {"eq", "neq"} and len(constraint.values) != 1:
        raise _NotUnderstood(_("Its rights expression names several countries where one is meant."))
    for value in constraint.values:
        code = territory_of(value)
        if code is None:
            raise _NotUnderstood(
                _(
                    "Its rights expression names a place that is not known, “%(place)s”.",
                    place=value[:_LONGEST],
                )
            )
        yield code
    if not constraint.values:
        raise _NotUnderstood(_("Its rights expression names no country."))


def _in_time(limits: Limits, constraint: Constraint) -> Limits:
    when = exact_moment(constraint.values[0]) if len(constraint.values) == 1 else None
    if when is None:
        raise _NotUnderstood(
            _("Its rights expression names a time that cannot be read, or one without its zone.")
        )
    return _between(limits, constraint.operator, when)


def _between(limits: Limits, operator: str, when: datetime) -> Limits:
    begin, end = limits.usable_from, limits.usable_until
    if operator in _BEFORE:
        end = min(end, when) if end else when
    elif operator in _AFTER:
        begin = max(begin, when) if begin else when
    else:
        raise _NotUnderstood(
            _(
                "Its rights expression compares times by “%(operator)s”.",
                operator=operator[:_LONGEST],
            )
        )
    return replace(limits, usable_from=begin, usable_until=end)


def _turned(constraint: Constraint) -> Constraint:
    """What is still allowed where this is forbidden."""
    opposite = {"lt": "gteq", "lteq": "gt", "gt": "lteq", "gteq": "lt"} | {
        "eq": "neq",
        "neq": "eq",
        "isAnyOf": "isNoneOf",
        "isNoneOf": "isAnyOf",
    }
    operator = opposite.get(constraint.operator, constraint.operator)
    return Constraint(constraint.name, operator, constraint.values)

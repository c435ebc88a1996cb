"""Reads rights expressions in JSON: ODRL 2.1 as RightsML's examples have it, and 2.2."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.sentences import Sentence
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import Constraint, Rule, RuleKind

_KINDS = {
    "permission": RuleKind.PERMISSION,
    "permissions": RuleKind.PERMISSION,
    "prohibition": RuleKind.PROHIBITION,
    "prohibitions": RuleKind.PROHIBITION,
}
_POLICY = frozenset(
    {"@context", "@type", "type", "policytype", "uid", "@id", "id", "policyid", "profile"}
    | {"policyprofile", "conflict"}
)
_RULE = frozenset(
    {"target", "action", "assigner", "assignee", "constraint", "constraints", "uid", "@id"}
)
_POLICY_KINDS = frozenset({"policy", "set", "agreement"})
_MOST_RULES = 50


class NotRead(ValueError):  # noqa: N818 - expected; becomes a reason to hold
    """A rights expression that is not read here, and why: part of a sentence for an editor."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def rules_in_json(text: str) -> tuple[Rule, ...]:
    """The rules of an expression. Raises ValueError for anything that is not read here."""
    try:
        policy = json.loads(text)
    except RecursionError:
        raise NotRead(_("it is nested too deeply")) from None
    if not isinstance(policy, dict) or set(policy) - _POLICY - set(_KINDS):
        raise NotRead(_("it is no policy, or one with more than rules"))
    kinds = (policy.get(name) for name in ("@type", "type", "policytype"))
    profiles = (policy.get(name) for name in ("profile", "policyprofile"))
    check_policy(
        kinds=[name for said in kinds for name in _names(said)],
        profiles=[name for said in profiles for name in _names(said)],
    )
    rules = [_rule(kind, each) for name, kind in _KINDS.items() for each in _list(policy.get(name))]
    if not 0 < len(rules) <= _MOST_RULES:
        raise NotRead(_("it has no rules, or very many"))
    return tuple(rules)


def check_policy(*, kinds: Iterable[str], profiles: Iterable[str]) -> None:
    """Raises ValueError for a policy that is no more than an offer, or of an unknown profile."""
    if any(local(kind).lower() not in _POLICY_KINDS for kind in kinds):
        raise NotRead(_("it is an offer or a request, and grants nothing"))
    if any("rightsml" not in profile.lower() for profile in profiles):
        raise NotRead(_("it is of a profile that is not read here"))


def unreadable(why: ValueError) -> Hold:
    """The reason to hold an item whose expression is not read here."""
    reason = why.sentence if isinstance(why, NotRead) else str(why)[:100]
    return Hold(
        "rights-unreadable",
        _("Its rights expression cannot be judged here. Please read it (%(why)s).", why=reason),
    )


def local(name: str) -> str:
    """The name without the address of its vocabulary: `distribute`."""
    return name.rstrip("/").replace("#", "/").rpartition("/")[2].rpartition(":")[2]


def _rule(kind: RuleKind, said: object) -> Rule:
    if not isinstance(said, dict):
        raise NotRead(_("a rule is no object"))
    constraints = [*_list(said.get("constraint")), *_list(said.get("constraints"))]
    return Rule(
        kind=kind,
        actions=tuple(local(each) for each in _names(said.get("action"))),
        targets=tuple(_names(said.get("target"))),
        assignees=tuple(_names(said.get("assignee"))),
        constraints=tuple(_constraint(each) for each in constraints),
        has_more=bool(set(said) - _RULE),
    )


def _constraint(said: object) -> Constraint:
    if not isinstance(said, dict):
        raise NotRead(_("a constraint is no object"))
    lowered: Mapping[str, Any] = {str(key).lower(): value for key, value in said.items()}
    if set(lowered) - {"name", "leftoperand", "operator", "rightoperand", "@type", "uid"}:
        raise NotRead(_("a constraint says more than is read here"))
    [name] = _names(lowered.get("leftoperand", lowered.get("name")))
    [operator] = _names(lowered.get("operator"))
    return Constraint(local(name), local(operator), tuple(_names(lowered.get("rightoperand"))))


def _names(said: object) -> Iterator[str]:
    """Plain strings, or objects that say no more than an id or a value."""
    for each in _list(said):
        if isinstance(each, dict) and set(each) - {"@id", "uid", "@value", "@type"}:
            raise NotRead(_("a name says more than is read here"))
        name = (
            each.get("@id", each.get("uid", each.get("@value"))) if isinstance(each, dict) else each
        )
        if not isinstance(name, str) or not name:
            raise NotRead(_("a name is no text"))
        yield name


def _list(said: object) -> list[Any]:
    if said is None:
        return []
    return said if isinstance(said, list) else [said]

"""Reads rights expressions in ODRL's XML, as NewsML-G2 carries them."""

from collections.abc import Iterator

from lxml import etree

from belowline.newsroom.wire.expression_json import NotRead, check_policy, local
from belowline.newsroom.wire.sentences import sentence as _
from belowline.newsroom.wire.statements import Constraint, Rule, RuleKind

_ODRL = "http://www.w3.org/ns/odrl/2/"
_KINDS = {"permission": RuleKind.PERMISSION, "prohibition": RuleKind.PROHIBITION}
_MOST_RULES = 50


def rules_in_xml(policy: etree._Element) -> tuple[Rule, ...]:
    """The rules of an `o:Policy`. Raises ValueError for anything that is not read here."""
    if policy.tag != f"{{{_ODRL}}}Policy":
        raise NotRead(_("it is no policy"))
    if set(map(str, policy.attrib)) - {"uid", "type", "profile", "conflict"}:
        raise NotRead(_("it rests on another, or says more than is read here"))
    check_policy(
        kinds=filter(None, [policy.get("type")]), profiles=filter(None, [policy.get("profile")])
    )
    rules = [_rule(each) for each in _elements(policy)]
    if not 0 < len(rules) <= _MOST_RULES:
        raise NotRead(_("it has no rules, or very many"))
    return tuple(rules)


def _rule(element: etree._Element) -> Rule:
    kind = _KINDS.get(_name(element))
    if kind is None:
        raise NotRead(_("it has more than rules"))
    known = {"action", "asset", "party", "constraint"}
    children = list(_elements(element))
    parties = [each for each in children if _name(each) == "party"]
    return Rule(
        kind=kind,
        actions=tuple(local(_given(it, "name")) for it in children if _name(it) == "action"),
        targets=tuple(_given(it, "uid") for it in children if _name(it) == "asset"),
        assignees=tuple(
            _given(it, "uid") for it in parties if local(_given(it, "function")) == "assignee"
        ),
        constraints=tuple(_constraint(it) for it in children if _name(it) == "constraint"),
        has_more=any(_name(each) not in known or len(each) > 0 for each in children)
        or any(local(_given(it, "function")) not in {"assigner", "assignee"} for it in parties),
    )


def _constraint(element: etree._Element) -> Constraint:
    if set(map(str, element.attrib)) - {"name", "operator", "rightOperand", "uid"}:
        raise NotRead(_("a constraint says more than is read here"))
    return Constraint(
        local(_given(element, "name")),
        local(_given(element, "operator")),
        tuple(_given(element, "rightOperand").split()),
    )


def _given(element: etree._Element, name: str) -> str:
    value = element.get(name) or ""
    if not value:
        raise NotRead(_("%(name)s is missing", name=name))
    return str(value)


def _elements(parent: etree._Element) -> Iterator[etree._Element]:
    return (each for each in parent if isinstance(each.tag, str))


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(f"{{{_ODRL}}}") if tag.startswith(f"{{{_ODRL}}}") else ""

"""Keeps what an item says of its rights as JSON, so that it can be judged again later."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from belowline.newsroom.wire.rights import Hold
from belowline.newsroom.wire.statements import Constraint, RightsStatement, Rule, RuleKind

_MOMENTS = ("made_at", "not_before", "not_after")


def kept(statement: RightsStatement) -> dict[str, Any]:
    """The statement as what JSON can carry; moments in ISO 8601."""
    said = asdict(statement)
    return said | {name: said[name] and said[name].isoformat() for name in _MOMENTS}


def restored(said: Mapping[str, Any]) -> RightsStatement:
    """The statement that was kept like that."""
    moments = {name: said[name] and datetime.fromisoformat(said[name]) for name in _MOMENTS}
    return RightsStatement(
        guid=said["guid"],
        usage_terms=tuple(said["usage_terms"]),
        rules=tuple(_rule(rule) for rule in said["rules"]),
        editor_note=said["editor_note"],
        faults=tuple(Hold(**fault) for fault in said["faults"]),
        **moments,
    )


def _rule(said: Mapping[str, Any]) -> Rule:
    return Rule(
        kind=RuleKind(said["kind"]),
        actions=tuple(said["actions"]),
        targets=tuple(said["targets"]),
        assignees=tuple(said["assignees"]),
        constraints=tuple(
            Constraint(each["name"], each["operator"], tuple(each["values"]))
            for each in said["constraints"]
        ),
        has_more=said["has_more"],
    )

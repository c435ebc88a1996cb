"""What a rule says, as JSON keeps it."""

from collections.abc import Mapping
from typing import Any

from belowline.moderation.screening.definition import Action, Condition, Definition, Kind


def written(definition: Definition) -> dict[str, Any]:
    """The rule as JSON keeps it."""
    return {
        "conditions": [
            {
                "kind": it.kind.value,
                "entries": list(it.entries),
                "number": it.number,
                "other": it.other,
            }
            for it in definition.conditions
        ],
        "takes_all": definition.takes_all,
        "action": definition.action.value,
        "minutes": definition.minutes,
        "sentence": definition.sentence,
        "label": definition.label,
    }


def read_definition(kept: Mapping[str, Any]) -> Definition:
    """The rule that was kept so. Raises KeyError, TypeError or ValueError for what is none."""
    return Definition(
        tuple(
            Condition(Kind(it["kind"]), tuple(it["entries"]), it["number"], it["other"])
            for it in kept["conditions"]
        ),
        bool(kept["takes_all"]),
        Action(kept["action"]),
        kept["minutes"],
        kept["sentence"],
        kept["label"],
    )

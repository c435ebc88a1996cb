"""A rule as its form has it: checked when it is sent, written out when it is shown."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext

from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.screening.languages import LANGUAGES
from belowline.moderation.screening.scripts import SCRIPTS
from belowline.moderation.services.rule_entries import (
    LISTS,
    MOST_CHOSEN,
    checked_person,
    entries_of,
)

LONGEST_SENTENCE = 300
_DAY_IN_MINUTES = 24 * 60
NUMBERS: Mapping[Kind, tuple[int, int]] = {
    Kind.LONG: (1, 20_000),
    Kind.SHORT: (1, 1_000),
    Kind.CAPITALS: (10, 100),
    Kind.REPEATED: (30, 100),
    Kind.QUOTED: (10, 100),
    Kind.PACE: (1, 1_000),
    Kind.NEW_ACCOUNT: (1, 3_650),
    Kind.FIRST_COMMENTS: (1, 100),
    Kind.HEAT: (1, 100),
}
"""From which number to which each of these conditions goes."""
_OFFERED: Mapping[Kind, Collection[str]] = {Kind.SCRIPTS: SCRIPTS, Kind.LANGUAGES: LANGUAGES}
_CHOSEN = frozenset({Kind.SECTIONS, Kind.STORIES, *_OFFERED})


def definition_of(
    typed: Mapping[str, str], chosen: Mapping[str, Sequence[str]], labels: Collection[str] = ()
) -> Definition:
    """The rule. Conditions of which nothing was typed are left out.

    `typed` are the form's fields, by the kind's name; `chosen` the boxes that were ticked
    (`sections`, `scripts`, `languages`), `labels` the codes of those that can be put on comments.
    Raises Invalid, naming the field.
    """
    conditions = tuple(
        condition for kind in Kind if (condition := _condition(kind, typed, chosen)) is not None
    )
    if not conditions:
        raise Invalid(gettext("Please choose at least one condition."), field="conditions")
    action = _action(typed.get("action", ""))
    sentence = _line(typed, "sentence", LONGEST_SENTENCE)
    label = typed.get("label", "")
    if action in (Action.ASK, Action.REFUSE) and not sentence:
        raise Invalid(gettext("Please say what the writer is told."), field="sentence")
    if action is Action.LABEL and label not in labels:
        raise Invalid(gettext("Please choose a label."), field="label")
    is_slow = action is Action.SLOW
    return Definition(
        conditions,
        takes_all=typed.get("takes", "all") != "any",
        action=action,
        minutes=_number(typed, "minutes", 1, _DAY_IN_MINUTES) if is_slow else 0,
        sentence=sentence if action in (Action.ASK, Action.REFUSE) else "",
        label=label if action is Action.LABEL else "",
    )


def fields_of(definition: Definition) -> dict[str, str]:
    """What the form's fields hold for this rule."""
    shown = {
        "takes": "all" if definition.takes_all else "any",
        "action": definition.action.value,
        "minutes": str(definition.minutes or ""),
        "sentence": definition.sentence,
        "label": definition.label,
    }
    for it in definition.conditions:
        if it.kind is Kind.LINKS:
            shown |= {"links": "1", "hosts": "\n".join(it.entries)}
        elif it.kind is Kind.HOURS:
            shown |= {"from_hour": str(it.number), "until_hour": str(it.other)}
        elif it.kind is Kind.UNATTENDED:
            shown[it.kind.value] = "1"
        elif it.kind in NUMBERS:
            shown[it.kind.value] = str(it.number)
        else:
            shown[it.kind.value] = "\n".join(it.entries)
        if it.kind is Kind.PACE:
            shown["pace_minutes"] = str(it.other)
    return shown


def _condition(
    kind: Kind, typed: Mapping[str, str], chosen: Mapping[str, Sequence[str]]
) -> Condition | None:
    if kind is Kind.LINKS:
        hosts = entries_of(kind, typed)
        return Condition(kind, hosts) if hosts or typed.get("links") else None
    if kind is Kind.HOURS:
        return _hours(typed)
    if kind is Kind.UNATTENDED:
        return Condition(kind) if typed.get(kind.value) else None
    if kind in LISTS:
        entries = entries_of(kind, typed)
    elif kind in _CHOSEN:
        entries = _chosen(kind, chosen.get(kind.value, ()))
    else:
        return _counted(kind, typed)
    return Condition(kind, entries) if entries else None


def _counted(kind: Kind, typed: Mapping[str, str]) -> Condition | None:
    if not typed.get(kind.value, "").strip():
        return None
    number = _number(typed, kind.value, *NUMBERS[kind])
    is_pace = kind is Kind.PACE
    other = _number(typed, "pace_minutes", 1, _DAY_IN_MINUTES) if is_pace else 0
    return Condition(kind, (), number, other)


def _hours(typed: Mapping[str, str]) -> Condition | None:
    begins, ends = typed.get("from_hour", "").strip(), typed.get("until_hour", "").strip()
    if not begins and not ends:
        return None
    hours = [_number(typed, name, 0, 23) for name in ("from_hour", "until_hour")]
    if hours[0] == hours[1]:
        raise Invalid(gettext("Please choose two different hours."), field="until_hour")
    return Condition(Kind.HOURS, (), *hours)


def _chosen(kind: Kind, entries: Sequence[str]) -> tuple[str, ...]:
    known = dict.fromkeys(entries[:MOST_CHOSEN])
    if offered := _OFFERED.get(kind):
        return tuple(it for it in known if it in offered)
    return tuple(checked_person(it, kind.value) for it in known)


def _action(value: str) -> Action:
    try:
        return Action(value)
    except ValueError:
        raise Invalid(gettext("Please choose what to do."), field="action") from None


def _line(typed: Mapping[str, str], field: str, most: int) -> str:
    return clean_line(typed.get(field, ""), most=most, field=field)


def _number(typed: Mapping[str, str], field: str, least: int, most: int) -> int:
    value = typed.get(field, "").strip()
    is_number = value.isascii() and value.isdigit() and len(value) <= 6
    if not is_number or not least <= int(value) <= most:
        words = {"least": least, "most": most}
        raise Invalid(
            gettext("Please enter a number from %(least)s to %(most)s.") % words, field=field
        )
    return int(value)

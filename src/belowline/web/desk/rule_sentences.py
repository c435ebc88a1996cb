"""A rule in one sentence, as people say it; the form's text beside it."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop, ngettext

from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.web.desk.rule_languages import LANGUAGE_NAMES, SCRIPT_NAMES

_SHOWN = 3
"""As many entries of a list are named."""
ACTIONS = {
    Action.HOLD: gettext_noop("Hold the comment until a moderator has read it"),
    Action.FLAG: gettext_noop("Publish the comment and bring it to the moderators"),
    Action.ASK: gettext_noop("Ask the writer to read it once more"),
    Action.REFUSE: gettext_noop("Refuse the comment"),
    Action.SLOW: gettext_noop("Let the writer wait between comments"),
    Action.LABEL: gettext_noop("Publish the comment and label it"),
}


def sentence_of(definition: Definition, names: Mapping[str, str]) -> str:
    """The rule in one sentence; `names` are those of sections, articles and people, by ref, and of
    labels, by code.
    """
    said = [_condition(it, names) for it in definition.conditions]
    if len(said) == 1:
        pattern = gettext("%(action)s, if %(conditions)s.")
    elif definition.takes_all:
        pattern = gettext("%(action)s, if all of this is so: %(conditions)s.")
    else:
        pattern = gettext("%(action)s, if any of this is so: %(conditions)s.")
    joined = gettext("; ").join(said)
    return pattern % {"action": _action(definition, names), "conditions": joined}


def _action(definition: Definition, names: Mapping[str, str]) -> str:
    if definition.action is Action.SLOW:
        n = definition.minutes
        return ngettext(
            "Let the writer wait %(n)s minute between comments",
            "Let the writer wait %(n)s minutes between comments",
            n,
        ) % {"n": n}
    if definition.action is Action.LABEL:
        name = names.get(definition.label, definition.label)
        return gettext("Publish the comment and label it “%(label)s”") % {"label": name}
    return gettext(ACTIONS[definition.action])


def _condition(condition: Condition, names: Mapping[str, str]) -> str:
    if condition.kind in _NUMBERED:
        words = {"n": number_format(condition.number, force_grouping=True)}
        return gettext(_NUMBERED[condition.kind]) % words
    if condition.kind is Kind.PACE:
        words = {"n": str(condition.number), "minutes": str(condition.other)}
        return (
            gettext("its writer has posted %(n)s comments in the last %(minutes)s minutes") % words
        )
    if condition.kind is Kind.HOURS:
        words = {"begins": f"{condition.number}:00", "ends": f"{condition.other}:00"}
        return gettext("it is posted between %(begins)s and %(ends)s") % words
    if condition.kind is Kind.UNATTENDED:
        return gettext("no moderator is on duty")
    if condition.kind is Kind.LINKS and not condition.entries:
        return gettext("it has a link")
    offered = _OFFERED.get(condition.kind, {})
    entries = [
        gettext(offered[it]) if it in offered else names.get(it, it) for it in condition.entries
    ]
    return gettext(_LISTED[condition.kind]) % {"entries": _listed(entries)}


def _listed(entries: Sequence[str]) -> str:
    shown = gettext(", ").join(entries[:_SHOWN])
    if len(entries) <= _SHOWN:
        return shown
    more = number_format(len(entries) - _SHOWN, force_grouping=True)
    return gettext("%(entries)s and %(n)s more") % {"entries": shown, "n": more}


_NUMBERED = {
    Kind.LONG: gettext_noop("it is longer than %(n)s characters"),
    Kind.SHORT: gettext_noop("it is shorter than %(n)s characters"),
    Kind.CAPITALS: gettext_noop("%(n)s %% of its letters or more are capitals"),
    Kind.REPEATED: gettext_noop(
        "%(n)s %% of it or more was said before by the same person within a day, or in the same "
        "discussion"
    ),
    Kind.HEAT: gettext_noop(
        "comments above it were reported, or replies to them removed, %(n)s times or more"
    ),
    Kind.QUOTED: gettext_noop("%(n)s %% of it or more is quoted"),
    Kind.NEW_ACCOUNT: gettext_noop("its writer’s account is younger than %(n)s days"),
    Kind.FIRST_COMMENTS: gettext_noop(
        "fewer than %(n)s of its writer’s comments have passed a moderator or stood for a day"
    ),
}
_LISTED = {
    Kind.WORDS: gettext_noop("it has one of these words: %(entries)s"),
    Kind.PATTERNS: gettext_noop("one of these patterns is in it: %(entries)s"),
    Kind.LINKS: gettext_noop("it links to %(entries)s"),
    Kind.PEOPLE: gettext_noop("it is written by %(entries)s"),
    Kind.SECTIONS: gettext_noop("it is below an article in %(entries)s"),
    Kind.STORIES: gettext_noop("it is below %(entries)s"),
    Kind.SCRIPTS: gettext_noop("it is written in %(entries)s"),
    Kind.LANGUAGES: gettext_noop("its language is %(entries)s"),
}
_OFFERED = {Kind.SCRIPTS: SCRIPT_NAMES, Kind.LANGUAGES: LANGUAGE_NAMES}

"""The desk's pages about rules: what they say, whether they act, and how they would have done."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import author_cards
from belowline.core.ids import decode, encode
from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.moderation.queries.labels import labels, offered_labels
from belowline.moderation.queries.rule_trials import TrialView, last_trial
from belowline.moderation.queries.rules import (
    RuleView,
    rule_at,
    rules_of,
    versions_of,
)
from belowline.moderation.screening.definition import Definition, Kind
from belowline.moderation.services.rule_fields import fields_of
from belowline.moderation.services.rule_trials import ask_for_trial
from belowline.moderation.services.rules import delete_rule, move_rule, save_rule, switch_rule
from belowline.web.desk.rule_languages import LANGUAGE_NAMES, SCRIPT_NAMES
from belowline.web.desk.rule_sentences import ACTIONS, sentence_of
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_CHOSEN = ("sections", "scripts", "languages")
_TYPED = (
    *("name", "why", "words", "patterns", "links", "hosts", "long", "short", "capitals"),
    *("repeated", "quoted", "pace", "pace_minutes", "new-account", "first-comments", "people"),
    *("from_hour", "until_hour", "unattended", "heat"),
    *("takes", "action", "minutes", "sentence", "label"),
)


@address("desk/rules", name="desk-rules", get=EDITORS)
def rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All rules in their order."""
    found = rules_of(visit.publication.id)
    names = _names(visit, [it.definition for it in found if it.definition])
    context = {"rules": [(it, _sentence(it, names)) for it in found]}
    return render(request, "desk/rules.html", context)


@address("desk/rules/new", name="desk-rule-new", get=EDITORS, post=EDITORS)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of a rule that is not there yet."""
    return _form(request, visit, None)


@address("desk/rules/<ref:rule>", name="desk-rule", get=EDITORS, post=EDITORS)
def rule(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A rule's form, its versions, and how it did when it was tried."""
    return _form(request, visit, _rule_at(visit, ref))


@address("desk/rules/<ref:rule>/switch", name="desk-rule-switch", post=EDITORS)
def switch(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has it act, only count, or do nothing."""
    found = _rule_at(visit, ref)
    switch_rule(actor=visit.actor, rule_id=found.id, mode=request.POST.get("mode", ""))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/rules/{ref}")


@address("desk/rules/<ref:rule>/move", name="desk-rule-move", post=EDITORS)
def move(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Moves it up or down by one."""
    step = -1 if request.POST.get("move") == "up" else 1
    move_rule(actor=visit.actor, rule_id=_rule_at(visit, ref).id, step=step)
    return HttpResponseRedirect("/desk/rules")


@address("desk/rules/<ref:rule>/try", name="desk-rule-try", post=EDITORS)
def try_(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has it tried on the comments of the last thirty days."""
    found = _rule_at(visit, ref)
    try:
        ask_for_trial(actor=visit.actor, rule_id=found.id)
    except Refusal as refusal:
        return _page(request, visit, found, _shown(found), refusal)
    return HttpResponseRedirect(f"/desk/rules/{ref}#trial")


@address("desk/rules/<ref:rule>/delete", name="desk-rule-delete", post=EDITORS)
def delete(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Deletes it, if it never caught anything."""
    found = _rule_at(visit, ref)
    try:
        delete_rule(actor=visit.actor, rule_id=found.id)
    except Refusal as refusal:
        return _page(request, visit, found, _shown(found), refusal)
    messages.success(request, gettext("Deleted."))
    return HttpResponseRedirect("/desk/rules")


def _form(request: HttpRequest, visit: Visit, found: RuleView | None) -> HttpResponse:
    if request.method == "GET":
        return _page(request, visit, found, _shown(found))
    sent = request.POST
    typed = {name: sent.get(name, "") for name in _TYPED}
    chosen = {name: sent.getlist(name) for name in _CHOSEN}
    try:
        rule_id = save_rule(
            actor=visit.actor,
            rule_id=found.id if found else None,
            name=typed["name"],
            why=typed["why"],
            typed=typed,
            chosen=chosen,
        )
    except Refusal as refusal:
        return _page(request, visit, found, {**typed, **chosen}, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/rules/{encode(rule_id)}")


def _page(
    request: HttpRequest,
    visit: Visit,
    found: RuleView | None,
    words: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:
    versions = versions_of(found) if found else []
    trial = last_trial(found) if found else None
    names = _names(visit, [it.definition for it in versions if it.definition])
    context = {
        "rule": found,
        "words": words,
        "refusal": refusal,
        "actions": ACTIONS,
        "labels": offered_labels(visit.publication.id),
        "scripts": SCRIPT_NAMES,
        "language_names": LANGUAGE_NAMES,
        "sentence": _sentence(found, names) if found else "",
        "versions": [
            (it, sentence_of(it.definition, names) if it.definition else "") for it in versions
        ],
        "trial": trial,
        **(_caught(trial) if trial else {}),
    }
    return render(request, "desk/rule.html", context, status=status_of(refusal))


def _shown(found: RuleView | None) -> dict[str, Any]:
    """What the form's fields hold: a new rule's, or those of what is kept."""
    blank: dict[str, Any] = {**dict.fromkeys(_TYPED, ""), **{name: [] for name in _CHOSEN}}
    if found is None or found.definition is None:
        return {**blank, "takes": "all", "action": "hold", "name": found.name if found else ""}
    fields: dict[str, Any] = {**blank, **fields_of(found.definition), "name": found.name}
    return fields | {name: fields[name].splitlines() if fields[name] else [] for name in _CHOSEN}


def _caught(trial: TrialView) -> dict[str, Any]:
    """The comments that a trial names, as the desk sees them."""
    ids = [key for key, _ in (*trial.false_alarms, *trial.people)]
    found = {it.id: it for it in comments_with_hidden_text(ids)}
    return {
        "false_alarms": [(found[key], kept) for key, kept in trial.false_alarms if key in found],
        "people": [(found[key], number) for key, number in trial.people if key in found],
    }


def _sentence(found: RuleView, names: Mapping[str, str]) -> str:
    return sentence_of(found.definition, names) if found.definition else ""


def _names(visit: Visit, definitions: list[Definition]) -> dict[str, str]:
    """What sections and people are called that these rules name, by ref; and labels, by code."""
    sections = {it.ref: it.name for it in visit.publication.sections}
    people = {
        ref
        for definition in definitions
        for it in definition.conditions
        if it.kind is Kind.PEOPLE
        for ref in it.entries
    }
    cards = author_cards({decode(ref) for ref in people})
    labelled = {it.code: it.name for it in labels(visit.publication.id)}
    return labelled | sections | {encode(key): card.name for key, card in cards.items()}


def _rule_at(visit: Visit, ref: str) -> RuleView:
    found = rule_at(publication_id=visit.publication.id, rule_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("This rule does not exist."))
    return found

"""The desk's pages about the reasons for decisions: their order, their words, every version."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.core.refusals import NotFound, Refusal
from belowline.moderation.queries.letter_text import LetterFacts, letter_text
from belowline.moderation.queries.reason_words import PARTS, Words, languages_of, shipped_words
from belowline.moderation.queries.reasons import (
    ReasonView,
    reason_at,
    reason_versions,
    reasons,
)
from belowline.moderation.services.reasons import (
    LONGEST_LETTER,
    LONGEST_RULE,
    LONGEST_TITLE,
    MOST_POINTS,
    add_reason,
    checked_words,
    move_reason,
    retire_reason,
    word_reason,
)
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS

_PATH = "/desk/reasons"
_MOVES = {"up": -1, "down": 1}
_BOUNDS = {"title": LONGEST_TITLE, "rule": LONGEST_RULE, "letter": LONGEST_LETTER}


@address("desk/reasons", name="desk-reasons", get=EDITORS, post=EDITORS)
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The reasons in their order, and the buttons that change it or retire one."""
    refusal = None
    if request.method == "POST":
        code = request.POST.get("code", "")
        move = _MOVES.get(request.POST.get("move", ""))
        try:
            if move is not None:
                move_reason(actor=visit.actor, code=code, places=move)
            else:
                retire_reason(actor=visit.actor, code=code, is_retired="retire" in request.POST)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(_PATH)
    known = reasons(visit.publication.id)
    context = {
        "live": [it for it in known if not it.is_retired],
        "retired": [it for it in known if it.is_retired],
        "refusal": refusal,
    }
    return render(request, "desk/reasons.html", context, status=status_of(refusal))


@address("desk/reasons/new", name="desk-reason-new", get=EDITORS, post=EDITORS)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form that adds a reason."""
    if request.method == "GET":
        return _form(request, visit, None, {}, "1")
    words, severity = _typed(request, visit), request.POST.get("severity", "")

    def act() -> None:
        add_reason(actor=visit.actor, severity=severity, words=words)

    return _saved(request, visit, None, words, severity, act)


@address("desk/reasons/<name:reason>", name="desk-reason", get=EDITORS, post=EDITORS)
def edited(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The form that words one, with what its writer will get, and its earlier versions."""
    found = reason_at(code, publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("This reason does not exist."))
    if request.method == "GET":
        return _form(request, visit, found, _present(found, visit), str(found.severity))
    words, severity = _typed(request, visit), request.POST.get("severity", "")

    def act() -> None:
        word_reason(actor=visit.actor, code=code, severity=severity, words=words)

    return _saved(request, visit, found, words, severity, act)


def _saved(
    request: HttpRequest,
    visit: Visit,
    found: ReasonView | None,
    words: Words,
    severity: str,
    act: Callable[[], object],
) -> HttpResponse:
    try:
        if "preview" in request.POST:
            check_edits(visit.actor)
            shown = checked_words(visit.actor, words)
            return _form(request, visit, found, words, severity, shown=shown)
        act()
    except Refusal as refusal:
        return _form(request, visit, found, words, severity, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _form(
    request: HttpRequest,
    visit: Visit,
    found: ReasonView | None,
    words: Words,
    severity: str,
    refusal: Refusal | None = None,
    shown: Words | None = None,
) -> HttpResponse:
    code = found.code if found else ""
    context = {
        "reason": found,
        "worded_in": languages_of(visit.publication.language),
        "home": visit.publication.language,
        "typed": words,
        "severity": severity,
        "most": _BOUNDS,
        "most_points": MOST_POINTS,
        "refusal": refusal,
        "preview": _letters(visit, found, shown or words),
        "versions": reason_versions(code, publication_id=visit.publication.id) if found else [],
    }
    return render(request, "desk/reason.html", context, status=status_of(refusal))


def _letters(visit: Visit, found: ReasonView | None, words: Words) -> Mapping[str, Any]:
    """What somebody whose comment is removed for it will get, by language."""
    home = visit.publication.language
    code, number = (found.code, found.number) if found else ("", 0)
    said = ReasonView(code, number, 0, 0, words, home)
    return {
        name: letter_text(
            LetterFacts(
                kind="removed",
                name=visit.actor.name,
                publication=visit.publication.name,
                zone=visit.publication.zone,
                reason=said.said("title", language),
                rule=said.said("rule", language),
                advice=said.said("letter", language),
            ),
            language,
        )
        for language, name in languages_of(home).items()
    }


def _present(found: ReasonView, visit: Visit) -> Words:
    """The words that the form begins with: the reason's own, or those that are shipped."""
    if found.words:
        return found.words
    return {it: shipped_words(found.code, it) for it in languages_of(visit.publication.language)}


def _typed(request: HttpRequest, visit: Visit) -> Words:
    return {
        language: {part: request.POST.get(f"{part}-{language}", "") for part in PARTS}
        for language in languages_of(visit.publication.language)
    }

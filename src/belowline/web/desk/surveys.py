"""The desk's pages about surveys: made, changed, opened and closed."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.refusals import NotFound, Refusal
from belowline.newsroom.queries.articles import article_by_id
from belowline.newsroom.queries.drafts import typed_moment
from belowline.surveys.queries.surveys import (
    QuestionView,
    SurveyView,
    desk_survey,
    surveys_at_desk,
)
from belowline.surveys.services.surveys import (
    SurveyForm,
    close_survey,
    delete_survey,
    open_survey,
    save_survey,
)
from belowline.web.http.addresses import address
from belowline.web.http.lookup import article_for
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_FIELDS = (
    *("title", "introduction", "place", "article", "opens_at", "closes_at"),
    *("after_paragraph", "sample", "again_after", "sides"),
)
_SWITCHES = ("needs_account", "is_anonymous", "shows_results")
_QUESTION = (
    *("text", "kind", "options", "rows", "steps", "low", "high", "asked_if", "jumps"),
    *("required", "shuffled", "other"),
)
_MOST = 40
"""Questions that a form is read for: more than a survey may have, so that too many are told."""
_AT_FIRST = {"place": "top", "is_anonymous": "1", "again_after": "7"}
_LIST = "/desk/surveys"
_ACTS = {"open": open_survey, "close": close_survey, "delete": delete_survey}


@address("desk/surveys", name="desk-surveys", get=EDITORS)
def surveys(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All surveys, the newest first."""
    return render(request, "desk/surveys.html", {"surveys": surveys_at_desk(visit.publication.id)})


@address("desk/surveys/new", name="desk-survey-new", get=EDITORS, post=EDITORS)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of a survey that is not there yet."""
    return _form(request, visit, None)


@address("desk/surveys/<ref:survey>", name="desk-survey", get=EDITORS, post=EDITORS)
def survey(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A survey's form."""
    return _form(request, visit, survey_at(visit, ref))


@address("desk/surveys/<ref:survey>/state", name="desk-survey-state", post=EDITORS)
def change_state(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Opens a survey, closes it, or deletes one that nobody has answered."""
    found = survey_at(visit, ref)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise NotFound(gettext("There is no page at this address."))
    act(actor=visit.actor, survey_id=found.id)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_LIST)


def _form(request: HttpRequest, visit: Visit, found: SurveyView | None) -> HttpResponse:
    if request.method == "GET":
        words, questions = _words(visit, found), [_typed(it, found) for it in _questions(found)]
        return _page(request, found, words, questions)
    sent = request.POST
    words = {name: sent.get(name, "") for name in (*_FIELDS, *_SWITCHES)}
    questions = [
        {name: sent.get(f"question-{at}-{name}", "") for name in _QUESTION}
        for at in range(1, _MOST + 1)
        if f"question-{at}-kind" in sent
    ]
    if "add" in sent:
        return _page(request, found, words, questions)
    article = article_for(visit, words["article"]) if words["article"].strip() else None
    typed: SurveyForm = {
        "survey_id": found.id if found else None,
        "words": words,
        "article_id": article.id if article else None,
        "questions": questions,
    }
    try:
        survey_id = save_survey(actor=visit.actor, **typed)
    except Refusal as refusal:
        return _page(request, found, words, questions, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"{_LIST}/{encode(survey_id)}")


def _page(
    request: HttpRequest,
    found: SurveyView | None,
    words: Mapping[str, str],
    questions: Sequence[Mapping[str, str]],
    refusal: Refusal | None = None,
) -> HttpResponse:
    empty = dict.fromkeys(_QUESTION, "")
    has_empty = bool(questions) and not questions[-1].get("text", "").strip()
    context = {
        "survey": found,
        "words": words,
        "questions": [*questions] if has_empty else [*questions, empty],
        "refusal": refusal,
    }
    return render(request, "desk/survey.html", context, status=status_of(refusal))


def _words(visit: Visit, found: SurveyView | None) -> dict[str, str]:
    """The fields as an editor types them."""
    if found is None:
        return dict.fromkeys((*_FIELDS, *_SWITCHES), "") | _AT_FIRST
    zone, article = visit.publication.zone, None
    if found.article_id is not None:
        article = article_by_id(publication_id=found.publication_id, article_id=found.article_id)
    return {
        "title": found.title,
        "introduction": found.introduction,
        "place": found.place,
        "article": f"{visit.base_url}{article.path}" if article else "",
        "after_paragraph": str(found.after_paragraph or ""),
        "opens_at": typed_moment(found.opens_at, zone),
        "closes_at": typed_moment(found.closes_at, zone),
        "sample": str(found.sample or ""),
        "again_after": str(found.again_after),
        "sides": "\n".join(f"{visit.base_url}/c/{encode(it)}" for it in found.sides),
        **{name: "1" if getattr(found, name) else "" for name in _SWITCHES},
    }


def _questions(found: SurveyView | None) -> Sequence[QuestionView]:
    return found.questions if found else ()


def _typed(it: QuestionView, found: SurveyView | None) -> dict[str, str]:
    asked_if = ""
    if it.asked_after is not None and it.asked_option is not None and found is not None:
        asked_if = found.questions[it.asked_after - 1].options[it.asked_option]
    return {
        "text": it.text,
        "kind": it.kind,
        "options": "\n".join(it.options),
        "rows": "\n".join(it.rows),
        "steps": str(it.steps),
        "low": it.low,
        "high": it.high,
        "asked_if": asked_if,
        "jumps": _jumps(it, len(found.questions) if found else 0),
        "required": "1" if it.is_required else "",
        "shuffled": "1" if it.is_shuffled else "",
        "other": "1" if it.has_other else "",
    }


def _jumps(it: QuestionView, last: int) -> str:
    """As they are typed, one on each line."""
    end = gettext("end")
    return "\n".join(
        f"{it.options[option]} → {place if place <= last else end}"
        for option, place in it.jumps.items()
    )


def survey_at(visit: Visit, ref: str) -> SurveyView:
    """The publication's survey with this ref. Raises NotFound."""
    found = desk_survey(publication_id=visit.publication.id, survey_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such survey."))
    return found

"""The pages on which readers answer a survey, and see what came of it."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import NotFound, Refusal
from belowline.surveys.queries.participation import has_answered
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import SurveyView, readers_survey
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.limited_acts import count_survey_answer
from belowline.web.http.addresses import NO_STORE, address
from belowline.web.http.network import visitors_network
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY

_COOKIE = "survey"
_LASTS = 365 * 24 * 3600


@address("surveys/<ref:survey>", name="survey", get=EVERYBODY, post=EVERYBODY)
def survey(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A survey's form; who has answered is told so, and led to the results where they are shown."""
    found = _at(visit, ref)
    if request.method != "POST":
        return _page(request, visit, found, {})
    given = {name: request.POST.getlist(name) for name in request.POST}
    try:
        count_survey_answer(network=visitors_network(request))
        token = answer_survey(
            publication_id=visit.publication.id,
            survey_id=found.id,
            actor=visit.viewer,
            token=_token(request),
            given=given,
        )
    except Refusal as refusal:
        return _page(request, visit, found, given, refusal)
    response = HttpResponseRedirect(f"{found.path}/results")
    if token:
        # On this survey's pages only, and set by no page but by answering.
        response.set_signed_cookie(
            _COOKIE,
            token,
            max_age=_LASTS,
            path=found.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@address("surveys/<ref:survey>/results", name="survey-results", get=EVERYBODY)
def shown_results(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Thanks, and the results where readers may see them once they have answered."""
    found = _at(visit, ref)
    answered = _has_answered(request, visit, found)
    shows = found.shows_results and (answered or found.has_ended)
    context = {
        "survey": found,
        "answered": answered,
        "results": results(found) if shows else None,
    }
    if not answered and not shows:
        return HttpResponseRedirect(found.path)
    response = render(request, "reading/survey_results.html", context)
    response["Cache-Control"] = NO_STORE
    return response


def _page(
    request: HttpRequest,
    visit: Visit,
    found: SurveyView,
    given: Mapping[str, Sequence[str]],
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "survey": found,
        "given": given,
        "refusal": refusal,
        "answered": _has_answered(request, visit, found),
        "needs_login": found.needs_account and visit.viewer is None,
    }
    response = render(request, "reading/survey.html", context, status=status_of(refusal))
    response["Cache-Control"] = NO_STORE
    return response


def _at(visit: Visit, ref: str) -> SurveyView:
    found = readers_survey(publication_id=visit.publication.id, survey_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such survey."))
    return found


def _has_answered(request: HttpRequest, visit: Visit, found: SurveyView) -> bool:
    return has_answered(
        publication_id=visit.publication.id,
        survey_id=found.id,
        person_id=visit.viewer.id if visit.viewer else None,
        token=_token(request),
    )


def _token(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(_COOKIE, "", max_age=_LASTS))

"""The pages on which readers answer a survey, and see what came of it."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.threads import with_shown_thread
from belowline.surveys.queries.draws import account_is_drawn
from belowline.surveys.queries.participation import draft_of, has_answered
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import SurveyView, readers_survey
from belowline.surveys.services.answering import answer_survey
from belowline.surveys.services.drafts import save_draft
from belowline.surveys.services.limited_acts import count_survey_answer
from belowline.web.http.addresses import NO_STORE, address
from belowline.web.http.network import visitors_network
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY, READERS

_COOKIE = "survey"
_LASTS = 365 * 24 * 3600


@address("surveys/<ref:survey>", name="survey", get=EVERYBODY, post=EVERYBODY)
def survey(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A survey's form; who has answered is told so, and led to the results where they are shown."""
    found = _at(visit, ref)
    if request.method != "POST":
        return _page(request, visit, found, _begun(request, visit, found))
    given = {name: request.POST.getlist(name) for name in request.POST}
    is_for_later = "later" in given
    try:
        count_survey_answer(network=visitors_network(request))
        token = (save_draft if is_for_later else answer_survey)(
            publication_id=visit.publication.id,
            survey_id=found.id,
            actor=visit.viewer,
            token=_token(request),
            given=given,
            ticket=request.POST.get("ticket", ""),
        )
    except Refusal as refusal:
        return _page(request, visit, found, given, refusal)
    response = HttpResponseRedirect(f"{found.path}{'?saved' if is_for_later else '/results'}")
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


@address("surveys/<ref:survey>/drawn", name="survey-drawn", get=READERS)
def drawn(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Whether whoever is logged in is asked, for the script of the line on top."""
    found = _at(visit, ref)
    response = JsonResponse({"drawn": found.is_open and _is_asked(visit, found)})
    response["Cache-Control"] = NO_STORE
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
        "sides": _sides(found) if shows else [],
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
        "is_asked": visit.viewer is None or _is_asked(visit, found),
        "is_saved": "saved" in request.GET,
        "is_begun": bool(given) and request.method != "POST",
    }
    response = render(request, "reading/survey.html", context, status=status_of(refusal))
    response["Cache-Control"] = NO_STORE
    return response


def _is_asked(visit: Visit, found: SurveyView) -> bool:
    """Whether whoever is logged in is drawn; where everyone is asked, they are."""
    return account_is_drawn(
        publication_id=found.publication_id, survey_id=found.id, person_id=visit.actor.id
    )


def _begun(request: HttpRequest, visit: Visit, found: SurveyView) -> Mapping[str, Sequence[str]]:
    return draft_of(
        publication_id=visit.publication.id,
        survey_id=found.id,
        person_id=visit.viewer.id if visit.viewer else None,
        token=_token(request),
    )


def _sides(found: SurveyView) -> Sequence[CommentView]:
    """One comment from each side of a poll, in the editors' order, as far as they are shown."""
    shown = with_shown_thread(comments(found.sides, publication_id=found.publication_id))
    known = {it.id: it for it in shown if it.is_published}
    return [known[it] for it in found.sides if it in known]


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

"""The desk's pages about appeals: which wait, and a second look at one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.moderation.queries.appeals import appeal_case, decided_appeals, open_appeals
from belowline.moderation.services.appeals import LONGEST_ANSWER, decide_appeal
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_PATH = "/desk/appeals"
RESULTS = ("upheld", "partly", "reversed")


@address("desk/appeals", name="desk-appeals", get=MODERATORS)
def listed(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Those that wait, the oldest first, and those that were decided last."""
    publication_id = visit.publication.id
    context = {
        "waiting": open_appeals(publication_id),
        "decided": decided_appeals(publication_id),
    }
    return render(request, "desk/appeals.html", context)


@address("desk/appeals/<ref:appeal>", name="desk-appeal", get=MODERATORS, post=MODERATORS)
def appeal(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One appeal, with the decision that it is against and the form that decides on it."""
    found = appeal_case(appeal_id=id_from(ref), publication_id=visit.publication.id)
    if found is None:
        raise NotFound(gettext("There is no such appeal."))
    refusal = None
    result, answer = request.POST.get("result", ""), request.POST.get("answer", "")
    if request.method == "POST":
        try:
            decide_appeal(actor=visit.actor, appeal_id=found.id, result=result, answer=answer)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(_PATH)
    said = comments_with_hidden_text([found.comment_id]) if found.comment_id else []
    context = {
        "appeal": found,
        "comment": said[0] if said else None,
        "is_own": visit.actor.id in (found.moderator_id, found.person_id),
        "results": RESULTS,
        "result": result,
        "answer": answer,
        "most": LONGEST_ANSWER,
        "refusal": refusal,
    }
    return render(request, "desk/appeal.html", context, status=status_of(refusal))

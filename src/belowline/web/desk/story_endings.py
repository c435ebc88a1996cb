"""The desk's page on which a story is taken out of readers' sight."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, Refusal
from belowline.newsroom.services.endings import hold_story, kill_story, withdraw_story
from belowline.web.desk.story import story_at
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS


@address("desk/stories/<ref:story>/end", name="desk-story-end", get=EDITORS, post=EDITORS)
def end(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Holds, withdraws or kills a published story."""
    found = story_at(visit, ref)
    given = {name: request.POST.get(name, "") for name in ("act", "note", "notice", "remains")}
    if request.method == "GET":
        given["remains"] = found.words["remains"]
        return render(request, "desk/story_end.html", {"story": found, "given": given})
    try:
        _act(visit, found.id, given)
    except Refusal as refusal:
        context = {"story": found, "given": given, "refusal": refusal}
        return render(request, "desk/story_end.html", context, status=status_of(refusal))
    messages.success(request, gettext("Done. It is gone from the site."))
    return HttpResponseRedirect(f"/desk/stories/{ref}")


def _act(visit: Visit, article_id: int, given: dict[str, str]) -> None:
    actor, notice, remains = visit.actor, given["notice"], given["remains"]
    match given["act"]:
        case "hold":
            hold_story(actor=actor, article_id=article_id, note=given["note"])
        case "withdraw":
            withdraw_story(actor=actor, article_id=article_id, notice=notice, remains=remains)
        case "kill":
            kill_story(
                actor=actor,
                publication_id=actor.publication_id,
                article_id=article_id,
                notice=notice,
                remains=remains,
            )
        case _:
            raise Invalid(gettext("Please choose what is to be done."), field="act")

"""The desk's page about the same article in other languages, on other publications."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.newsroom.queries.twins import twins_at_desk
from belowline.newsroom.services.twins import forget_twin, name_twin
from belowline.web.desk.story import story_at
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS


@address("desk/stories/<ref:story>/languages", name="desk-story-twins", get=EDITORS, post=EDITORS)
def twins(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Lists them, and says of another one that it is the same article."""
    found = story_at(visit, ref)
    url, refusal = request.POST.get("url", ""), None
    if request.method == "POST":
        try:
            is_agreed = name_twin(actor=visit.actor, article_id=found.id, url=url)
        except Refusal as refused:
            refusal = refused
        else:
            told = gettext("Saved. It counts once the other publication says the same.")
            messages.success(request, gettext("Saved.") if is_agreed else told)
            return HttpResponseRedirect(request.path)
    listed = twins_at_desk(publication_id=visit.publication.id, article_id=found.id)
    context = {"story": found, "twins": listed, "url_typed": url, "refusal": refusal}
    return render(request, "desk/twins.html", context, status=status_of(refusal))


@address(
    "desk/stories/<ref:story>/languages/<ref:twin>/remove",
    name="desk-story-twin-remove",
    post=EDITORS,
)
def remove(request: HttpRequest, visit: Visit, ref: str, twin: str) -> HttpResponse:
    """No longer says so."""
    found = story_at(visit, ref)
    forget_twin(actor=visit.actor, article_id=found.id, other_id=id_from(twin))
    messages.success(request, gettext("Removed."))
    return HttpResponseRedirect(f"/desk/stories/{ref}/languages")

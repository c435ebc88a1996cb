"""The desk's page that says who is a newcomer, and whether all their comments are shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Invalid
from belowline.moderation.queries.newcomers import newcomers
from belowline.moderation.services.newcomers import MOST_COMMENTS, change_newcomers
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS


@address("desk/newcomers", name="desk-newcomers", get=EDITORS, post=EDITORS)
def settings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The number of comments, and the switch."""
    kept = newcomers(visit.publication.id)
    given = {"comments": str(kept.comments), "shows_first": "1" if kept.shows_first else ""}
    refusal = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in given}
        try:
            change_newcomers(
                actor=visit.actor,
                comments=given["comments"],
                shows_first=bool(given["shows_first"]),
            )
        except Invalid as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect("/desk/queues/newcomers")
    context = {"given": given, "most": MOST_COMMENTS, "refusal": refusal}
    return render(request, "desk/newcomers.html", context, status=status_of(refusal))

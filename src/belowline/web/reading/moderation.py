"""The public log of moderation: what was decided and why, without names and without words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.core.languages import spoken
from belowline.moderation.queries.public_log import PAGE, public_log
from belowline.moderation.queries.reasons import offered_reasons
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY


@address("moderation/log", name="moderation", get=EVERYBODY)
def moderation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The decisions, the newest first, below the rules that they were made by."""
    before = request.GET.get("before", "")
    decisions = public_log(
        publication_id=visit.publication.id, before=id_from(before) if before else None
    )
    context = {
        "decisions": decisions,
        "further": len(decisions) == PAGE,
        "spoken": spoken(),
        "reasons": offered_reasons(visit.publication.id) if not before else (),
    }
    return render(request, "reading/moderation.html", context)

"""Where somebody gets everything that is kept about them."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from belowline.accounts.queries.deletion_requests import export_content, exports_of
from belowline.accounts.services.data_exports import ask_for_export
from belowline.accounts.services.retention import EXPORTS_KEPT
from belowline.core.refusals import NotFound, Refusal
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import READERS

_PAGE = "/me/data"


@address("me/data", name="own-data", get=READERS, post=READERS)
def own_data(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What there is to be fetched, and the button that asks for it anew."""
    actor, refusal = visit.actor, None
    if request.method == "POST":
        try:
            ask_for_export(actor=actor, language=get_language() or visit.publication.language)
        except Refusal as told:
            refusal = told
        else:
            messages.success(
                request, gettext("We’re preparing your file. We’ll email you when it’s ready.")
            )
            return HttpResponseRedirect(_PAGE)
    made = [(it, it.asked_at + EXPORTS_KEPT) for it in exports_of(actor.id)]
    response = render(
        request,
        "me/data_export.html",
        {
            "made": made,
            "is_waiting": any(it.made_at is None for it, _ in made),
            "refusal": refusal,
        },
        status=status_of(refusal),
    )
    response["Cache-Control"] = "no-store"
    return response


@address("me/data/<ref:export>", name="fetch-data", get=READERS)
def fetch(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The zip, for the person it is about and for nobody else."""
    content = export_content(person_id=visit.actor.id, export_id=id_from(ref))
    if content is None:
        raise NotFound(gettext("There is no file at this address, or it isn’t yours."))
    words = gettext("your data").replace(" ", "-")
    name = f"{visit.publication.slug}-{words}.zip"
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = _as_file(name)
    response["Cache-Control"] = "no-store"
    return response


def _as_file(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"

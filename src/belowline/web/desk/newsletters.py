"""The desk's page about newsletters: which there are, how many read them, new ones."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.issues import issues_at_desk
from belowline.audience.queries.mailing_lists import mailing_lists, subscriber_counts
from belowline.audience.services.briefings import choose_hour
from belowline.audience.services.mailing_lists import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    add_list,
    change_list,
)
from belowline.core.refusals import Refusal
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_PATH = "/desk/newsletters"


@address("desk/newsletters", name="desk-newsletters", get=EDITORS, post=EDITORS)
def newsletters(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All lists, and the form that adds one."""
    if request.method == "GET":
        return _page(request, visit)
    typed = {
        name: request.POST.get(name, "") for name in ("name", "description", "kind", "section")
    }
    try:
        add_list(actor=visit.actor, **typed)
    except Refusal as refusal:
        return _page(request, visit, refusal, typed=typed)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


@address("desk/newsletters/<ref:list>", name="desk-newsletter", post=EDITORS)
def newsletter(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Changes what readers see of one, and whether it can be subscribed to."""
    try:
        change_list(
            actor=visit.actor,
            list_id=id_from(ref),
            name=request.POST.get("name", ""),
            description=request.POST.get("description", ""),
            is_open="is_open" in request.POST,
        )
        choose_hour(
            actor=visit.actor,
            list_id=id_from(ref),
            hour=request.POST.get("hour", ""),
            weekdays_only="weekdays_only" in request.POST,
        )
    except Refusal as refusal:
        return _page(request, visit, refusal, refused=ref)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _page(
    request: HttpRequest,
    visit: Visit,
    refusal: Refusal | None = None,
    *,
    refused: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    publication_id = visit.publication.id
    counts = subscriber_counts(publication_id)
    again = request.POST if refused else {}
    rows = [
        (it, *counts.get(it.id, (0, 0)), again if it.ref == refused else None)
        for it in mailing_lists(publication_id)
    ]
    context = {
        "rows": rows,
        "has_alerts": any(it.is_alerts for it, *_ in rows),
        "issues": issues_at_desk(publication_id),
        "refusal": refusal,
        "refused": refused,
        "typed": typed or {},
        "most": (LONGEST_NAME, LONGEST_DESCRIPTION),
        "hours": [(str(hour), f"{hour:02}:00") for hour in range(24)],
    }
    return render(request, "desk/newsletters.html", context, status=status_of(refusal))

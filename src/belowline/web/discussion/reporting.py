"""A reader reports a comment, or sees what else there is to do with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.relationships import followed_ids, muted_ids
from belowline.core.refusals import Conflict, Invalid, TooMany
from belowline.moderation.queries.reports import REASONS
from belowline.moderation.services.reports import report_comment
from belowline.web.http.addresses import address
from belowline.web.http.lookup import comment_at
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY, OTHERS, READERS
from belowline.web.http.written_for import AnotherReader, check_form


@address("c/<ref:comment>/report", name="report", get=READERS, post=OTHERS)
def report(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Reports a comment to the moderators."""
    actor = visit.actor
    found = comment_at(visit, ref)
    if not found.is_published:
        raise Conflict(gettext("This comment is no longer shown."))
    context = {"comment": found, "reasons": REASONS}
    if request.method == "GET":
        return render(request, "discussion/report.html", context)
    try:
        check_form(request, visit)
        report_comment(
            actor=actor,
            comment_id=found.id,
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
        )
    except (AnotherReader, Invalid, TooMany) as refusal:
        context |= {"refusal": refusal, "note": request.POST.get("note", "")}
        return render(request, "discussion/report.html", context, status=status_of(refusal))
    return render(request, "discussion/reported.html", context)


@address("c/<ref:comment>/more", name="more", get=EVERYBODY)
def more(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Everything that this visitor can do with a comment."""
    actor = visit.viewer
    found = comment_at(visit, ref)
    context = {
        "comment": found,
        "is_own": actor is not None and found.author_id == actor.id,
        "is_muted": actor is not None and found.author_id in muted_ids(actor.id),
        "is_followed": actor is not None and found.author_id in _followed(actor),
        "on_page": {ref},
    }
    is_fragment = request.headers.get("X-Fragment") == "1"
    template = "menu" if is_fragment else "more"
    response = render(
        request, f"discussion/{template}.html", context | {"is_fragment": is_fragment}
    )
    response["Cache-Control"] = "no-store"
    return response


def _followed(actor: Actor) -> frozenset[int]:
    return followed_ids(person_id=actor.id, publication_id=actor.publication_id)

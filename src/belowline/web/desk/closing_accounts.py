"""Closes a reader's account at several publications in one act, shown before it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.services.closing_accounts import close_account_at, places_to_close
from belowline.moderation.services.grounds import Grounds
from belowline.web.http.addresses import address
from belowline.web.http.lookup import profile_at
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_WORDS = ("reason", "explanation", "note")


@address("desk/people/<ref:person>/close", name="person-close", get=MODERATORS, post=MODERATORS)
def close(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The publications where the account can be closed, and the form that closes it there."""
    shown = profile_at(visit, ref)
    words = {name: request.POST.get(name, "") for name in _WORDS}
    refusal = None
    if request.method == "POST":
        try:
            close_account_at(
                actor=visit.actor,
                person_id=shown.id,
                publication_ids={id_from(it) for it in request.POST.getlist("publication")},
                grounds=Grounds(
                    reason=words["reason"], explanation=words["explanation"], note=words["note"]
                ),
                is_confirmed="confirmed" in request.POST,
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(f"/desk/people/{ref}")
    context = {
        "profile": shown,
        "places": places_to_close(visit.actor, person_id=shown.id, name=shown.name),
        "chosen": request.POST.getlist("publication") if request.method == "POST" else None,
        "reasons": offered_reasons(visit.publication.id),
        "words": words,
        "refusal": refusal,
    }
    return render(request, "desk/close_account.html", context, status=status_of(refusal))

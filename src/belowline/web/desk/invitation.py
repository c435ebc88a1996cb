"""The page that an invitation to the staff opens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.addresses import confirmed_addresses
from belowline.accounts.queries.staff_invitations import InvitationView, invitation_of
from belowline.accounts.services.staff_invitations import accept_invitation
from belowline.core.refusals import NotFound
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY, READERS


@address("desk/invitation/<str:invitation>", name="staff-invitation", get=EVERYBODY, post=READERS)
def invited(request: HttpRequest, visit: Visit, invitation: str) -> HttpResponse:
    """Says who is invited as what. Opening it decides nothing; a press does, once logged in."""
    found = invitation_of(publication_id=visit.publication.id, token=invitation)
    if found is None:
        raise NotFound(gettext("This invitation has expired, or has been used."))
    if request.method == "POST":
        accept_invitation(actor=visit.actor, invitation_id=found.id)
        messages.success(request, gettext("Welcome to the staff."))
        return HttpResponseRedirect("/desk/")
    response = render(request, "desk/invitation.html", _context(visit, found))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _context(visit: Visit, found: InvitationView) -> dict[str, object]:
    viewer = visit.viewer
    is_theirs = viewer is not None and found.email in confirmed_addresses(viewer.id)
    return {"invitation": found, "is_theirs": is_theirs, "here": found.path}

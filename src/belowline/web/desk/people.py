"""The desk's pages about who is of the staff."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import RANKS, Actor
from belowline.accounts.queries.staff import person_id_by_confirmed_address, staff
from belowline.accounts.queries.staff_invitations import open_invitations
from belowline.accounts.services.roles import grant_role, revoke_role
from belowline.accounts.services.staff_invitations import invite_staff, withdraw_invitation
from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import ADMINISTRATORS

_STAFF = "/desk/staff"


@address("desk/staff", name="desk-staff", get=ADMINISTRATORS, post=ADMINISTRATORS)
def members(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All staff, oneself last, and the form that adds one."""
    actor = visit.actor
    if request.method == "GET":
        return _members(request, actor)
    who, role = request.POST.get("who", ""), request.POST.get("role", "")
    try:
        told = _add(actor, who.strip(), role)
    except Refusal as refusal:
        return _members(request, actor, refusal)
    messages.success(request, told)
    return HttpResponseRedirect(_STAFF)


@address(
    "desk/staff/invitations/<ref:invited>/withdraw",
    name="desk-withdraw-invitation",
    post=ADMINISTRATORS,
)
def withdrawn_invitation(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes an invitation back."""
    withdraw_invitation(actor=visit.actor, invitation_id=id_from(ref))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_STAFF)


@address(
    "desk/staff/<ref:person>/dismiss",
    name="desk-dismiss",
    get=ADMINISTRATORS,
    post=ADMINISTRATORS,
)
def dismissal(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Asks first, then takes a role from one of the staff."""
    actor = visit.actor
    if request.method == "GET":
        return _question(request, actor, id_from(ref))
    role = request.POST.get("role", "")
    try:
        revoke_role(actor=actor, person_id=id_from(ref), role=role)
    except Refusal as refusal:
        return _members(request, actor, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_STAFF)


def _question(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    asked = request.GET.get("role", "")
    for member in staff(actor.publication_id):
        if member.id == person_id and asked in member.roles:
            return render(request, "desk/dismiss.html", {"member": member, "role": asked})
    raise NotFound(gettext("This person does not have this role."))


def _members(request: HttpRequest, actor: Actor, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "members": sorted(staff(actor.publication_id), key=lambda each: each.id == actor.id),
        "invitations": open_invitations(actor.publication_id),
        "roles": RANKS,
        "refusal": refusal,
        "who": request.POST.get("who", ""),
        "chosen": request.POST.get("role", RANKS[1]),
    }
    return render(request, "desk/staff.html", context, status=status_of(refusal))


def _add(actor: Actor, who: str, role: str) -> str:
    """Gives the role to whom the profile's address or a confirmed email address belongs to; asks
    the owner of any other address. Gives what is to be told.
    """
    if "@" not in who:
        grant_role(actor=actor, person_id=_of_profile(who), role=role)
    elif known := person_id_by_confirmed_address(who):
        grant_role(actor=actor, person_id=known, role=role)
    else:
        publication_id = actor.publication_id
        invite_staff(publication_id=publication_id, email=who, role=role, actor=actor)
        return gettext("An invitation is on its way to %(email)s.") % {"email": who}
    return gettext("Saved.")


def _of_profile(who: str) -> int:
    if not who:
        raise Invalid(gettext("Please enter an email address."), field="who")
    return id_from(urlsplit(who).path.rstrip("/").rpartition("/")[2])

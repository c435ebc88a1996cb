"""Asks who else writes like a person, and says that two are not the same."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.moderation.services.likeness import ask_for_likeness
from belowline.moderation.services.likeness_dismissal import dismiss_likeness
from belowline.web.desk.person import person_page
from belowline.web.http.addresses import address
from belowline.web.http.lookup import profile_at
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS


@address("desk/people/<ref:person>/likeness", name="person-likeness", post=MODERATORS)
def ask(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has the person's writing compared with others'."""
    person_id = profile_at(visit, ref).id

    def act() -> None:
        ask_for_likeness(actor=visit.actor, person_id=person_id)

    return _done(request, visit, ref, act, gettext("The comparison has begun."))


@address(
    "desk/people/<ref:person>/likeness/<ref:likeness>/dismiss",
    name="likeness-dismiss",
    post=MODERATORS,
)
def dismiss(request: HttpRequest, visit: Visit, ref: str, likeness: str) -> HttpResponse:
    """Keeps that the two are not the same."""
    person_id = profile_at(visit, ref).id

    def act() -> None:
        dismiss_likeness(actor=visit.actor, likeness_id=id_from(likeness), person_id=person_id)

    return _done(request, visit, ref, act, gettext("They will not be suggested again."))


def _done(
    request: HttpRequest, visit: Visit, ref: str, act: Callable[[], None], said: str
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return person_page(request, visit, profile_at(visit, ref), refusal)
    messages.success(request, said)
    return HttpResponseRedirect(f"/desk/people/{ref}#likeness")

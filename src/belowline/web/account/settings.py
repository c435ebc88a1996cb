"""Where somebody changes the name and the picture, and chooses what others see."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.profiles import own_profile
from belowline.accounts.services.pictures import change_picture, remove_picture
from belowline.accounts.services.profiles import choose_what_is_shown
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Refusal
from belowline.discussion.services.renames import rename_reader
from belowline.newsroom.queries.publications import publication_names
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS

_PAGE = "/me/settings"


@address("me/settings", name="settings", get=READERS)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The forms, with what is so now."""
    return _form(request, visit)


@address("me/name", name="change-name", post=READERS)
def change_name(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Takes another name."""
    name = request.POST.get("name", "")
    try:
        rename_reader(actor=visit.actor, name=name)
    except Refusal as refusal:
        return _refused(request, visit, refusal, "name", name=name)
    return _done(request, gettext("Name updated."))


@address("me/picture", name="send-picture", post=READERS)
def send_picture(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Takes another picture."""
    actor = visit.actor
    sent = request.FILES.get("picture")
    data = sent.read() if sent else b""
    try:
        change_picture(actor=actor, data=data, publication_ids=publication_names())
    except Refusal as refusal:
        return _refused(request, visit, refusal, "picture")
    return _done(request, gettext("Photo updated."))


@address("me/picture/remove", name="delete-picture", post=READERS)
def delete_picture(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Goes back to drawn initials."""
    remove_picture(actor=visit.actor, publication_ids=publication_names())
    return _done(request, gettext("Photo deleted."))


@address("me/shown", name="choose-shown", post=READERS)
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Chooses which parts of the profile others see."""
    chosen = frozenset(request.POST.getlist("shown"))
    try:
        choose_what_is_shown(
            actor=visit.actor,
            picture="picture" in chosen,
            since="since" in chosen,
            comments="comments" in chosen,
            answers="answers" in chosen,
            following="following" in chosen,
            publication_ids=publication_names(),
        )
    except Refusal as refusal:
        return _refused(request, visit, refusal, "shown")
    return _done(request, gettext("Profile updated."))


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(_PAGE)


def _refused(
    request: HttpRequest, visit: Visit, refusal: Refusal, part: str, **said: str
) -> HttpResponse:
    return _form(request, visit, refusal, part, said)


def _form(
    request: HttpRequest,
    visit: Visit,
    refusal: Refusal | None = None,
    part: str = "",
    said: dict[str, str] | None = None,
) -> HttpResponse:
    actor = visit.actor
    own = own_profile(actor.id)
    return render(
        request,
        "me/settings.html",
        {
            "own": own,
            "ref": encode(actor.id),
            "waits": own.renames_at is not None and own.renames_at > now(),
            "name": own.name,
            "refusal": refusal,
            "part": part,
            **(said or {}),
        },
        status=status_of(refusal),
    )

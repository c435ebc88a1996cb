"""Where somebody changes the name and the picture, and chooses what others see."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from belowline.accounts.queries.profiles import own_profile
from belowline.accounts.services.pictures import change_picture, remove_picture
from belowline.accounts.services.profiles import choose_what_is_shown
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Refusal
from belowline.discussion.services.renames import rename_reader
from belowline.newsroom.queries.publications import publication_names
from belowline.web.http.actors import actor_of

_PAGE = "/me/settings"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The forms, with what is so now."""
    return _form(request)


@require_POST
def change_name(request: HttpRequest) -> HttpResponse:
    """Takes another name."""
    name = request.POST.get("name", "")
    try:
        rename_reader(actor=actor_of(request), name=name)
    except Refusal as refusal:
        return _refused(request, refusal, "name", name=name)
    return _done(request, gettext("This is your name now."))


@require_POST
def send_picture(request: HttpRequest) -> HttpResponse:
    """Takes another picture."""
    actor = actor_of(request)
    sent = request.FILES.get("picture")
    data = sent.read() if sent else b""
    try:
        change_picture(actor=actor, data=data, publication_ids=publication_names())
    except Refusal as refusal:
        return _refused(request, refusal, "picture")
    return _done(request, gettext("This is your picture now."))


@require_POST
def delete_picture(request: HttpRequest) -> HttpResponse:
    """Goes back to drawn initials."""
    remove_picture(actor=actor_of(request), publication_ids=publication_names())
    return _done(request, gettext("Your picture is deleted."))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Chooses which parts of the profile others see."""
    chosen = frozenset(request.POST.getlist("shown"))
    try:
        choose_what_is_shown(
            actor=actor_of(request),
            picture="picture" in chosen,
            since="since" in chosen,
            comments="comments" in chosen,
            answers="answers" in chosen,
            publication_ids=publication_names(),
        )
    except Refusal as refusal:
        return _refused(request, refusal, "shown")
    return _done(request, gettext("Your profile shows what you have chosen."))


def _done(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return HttpResponseRedirect(_PAGE)


def _refused(request: HttpRequest, refusal: Refusal, part: str, **said: str) -> HttpResponse:
    actor_of(request)
    return _form(request, refusal, part, said)


def _form(
    request: HttpRequest,
    refusal: Refusal | None = None,
    part: str = "",
    said: dict[str, str] | None = None,
) -> HttpResponse:
    actor = actor_of(request)
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
        status=refusal.status if refusal else 200,
    )

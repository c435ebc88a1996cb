"""Readers whom somebody wants to read less of, or not to be answered by."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from belowline.accounts.queries.relationships import blocked_by, muted_by
from belowline.accounts.services.relationships import block, mute, unblock, unmute
from belowline.web.http.actors import actor_of
from belowline.web.http.lookup import profile_at
from belowline.web.http.redirects import is_own_path

_LIST = "/me/muted"


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Whom one has muted and blocked, each with the way to take it back."""
    actor = actor_of(request)
    lists = {"muted": muted_by(actor.id), "blocked": blocked_by(actor.id)}
    response = render(request, "discussion/muted.html", lists)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def mute_reader(request: HttpRequest, ref: str) -> HttpResponse:
    """Folds this reader's comments for oneself."""
    return _done(request, ref, mute)


@require_POST
def unmute_reader(request: HttpRequest, ref: str) -> HttpResponse:
    """Unfolds them again."""
    return _done(request, ref, unmute)


@require_POST
def block_reader(request: HttpRequest, ref: str) -> HttpResponse:
    """Has this reader's answers to oneself refused."""
    return _done(request, ref, block)


@require_POST
def unblock_reader(request: HttpRequest, ref: str) -> HttpResponse:
    """Lets this reader answer again."""
    return _done(request, ref, unblock)


def _done(request: HttpRequest, ref: str, act: Callable[..., None]) -> HttpResponse:
    actor = actor_of(request)
    act(actor=actor, person_id=profile_at(request, ref).id)
    back = request.POST.get("back", "")
    return HttpResponseRedirect(back if is_own_path(back) else _LIST)

"""Readers whom somebody follows, wants to read less of, or not to be answered by."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from belowline.accounts.queries.relationships import blocked_by, muted_by
from belowline.accounts.services.relationships import (
    block,
    follow_reader,
    mute,
    unblock,
    unfollow_reader,
    unmute,
)
from belowline.web.http.addresses import address
from belowline.web.http.lookup import profile_at
from belowline.web.http.redirects import is_own_path
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS

_LIST, _FOLLOWED = "/me/muted", "/me/following"


@address("me/muted", name="muted", get=READERS)
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whom one has muted and blocked, each with the way to take it back."""
    actor = visit.actor
    lists = {"muted": muted_by(actor.id), "blocked": blocked_by(actor.id)}
    response = render(request, "discussion/muted.html", lists)
    response["Cache-Control"] = "no-store"
    return response


@address("people/<ref:person>/follow", name="follow-reader", post=READERS)
def follow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Is told when this reader comments."""
    return _done(request, visit, ref, follow_reader, _FOLLOWED)


@address("people/<ref:person>/unfollow", name="unfollow-reader", post=READERS)
def unfollow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Is told it no longer."""
    return _done(request, visit, ref, unfollow_reader, _FOLLOWED)


@address("people/<ref:person>/mute", name="mute", post=READERS)
def mute_reader(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Folds this reader's comments for oneself."""
    return _done(request, visit, ref, mute)


@address("people/<ref:person>/unmute", name="unmute", post=READERS)
def unmute_reader(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Unfolds them again."""
    return _done(request, visit, ref, unmute)


@address("people/<ref:person>/block", name="block", post=READERS)
def block_reader(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Has this reader's answers to oneself refused."""
    return _done(request, visit, ref, block)


@address("people/<ref:person>/unblock", name="unblock", post=READERS)
def unblock_reader(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Lets this reader answer again."""
    return _done(request, visit, ref, unblock)


def _done(
    request: HttpRequest,
    visit: Visit,
    ref: str,
    act: Callable[..., None],
    place: str = _LIST,
) -> HttpResponse:
    actor = visit.actor
    act(actor=actor, person_id=profile_at(visit, ref).id)
    back = request.POST.get("back", "")
    return HttpResponseRedirect(back if is_own_path(back) else place)

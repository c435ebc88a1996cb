"""Browsers in which a reader is told of notifications while no page is open."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext

from belowline.audience.services.push_devices import (
    Subscription,
    add_device,
    remove_device,
    renew_device,
)
from belowline.audience.services.push_keys import public_key
from belowline.core.refusals import Refusal
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import READERS


@address("me/devices", name="devices", get=READERS, post=READERS)
def devices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The key that a browser subscribes with; and what it says once it has."""
    actor = visit.actor
    if request.method != "POST":
        return _answer({"key": public_key()})
    sent = request.POST
    given = [sent.get(name, "") for name in ("endpoint", "key", "browser_key", "secret")]
    try:
        add_device(
            actor=actor,
            subscription=Subscription(*given),
            session_key=request.session.session_key or "",
            user_agent=request.headers.get("User-Agent", ""),
            time_zone=sent.get("time_zone", ""),
        )
    except Refusal as refusal:
        return _answer({"detail": refusal.sentence}, status=status_of(refusal))
    messages.success(request, gettext("You’ll get notifications on this device."))
    return _answer({})


@address("me/devices/renew", name="renew-device", post=READERS)
def renew(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page is open in a browser that has subscribed: by whose login, it says by coming."""
    try:
        renew_device(
            actor=visit.actor,
            endpoint=request.POST.get("endpoint", ""),
            session_key=request.session.session_key or "",
        )
    except Refusal as refusal:
        return _answer({"detail": refusal.sentence}, status=status_of(refusal))
    return _answer({})


@address("me/devices/<ref:device>/remove", name="remove-device", post=READERS)
def remove(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Ends notifications on one of them."""
    remove_device(actor=visit.actor, device_id=id_from(ref))
    messages.success(request, gettext("No more notifications there."))
    return HttpResponseRedirect(reverse("notification-choices"))


def _answer(words: dict[str, str], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(words, status=status)
    response["Cache-Control"] = "no-store"
    return response

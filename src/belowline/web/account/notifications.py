"""What a reader is notified of, and how they want to hear of it."""

from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.live_readers import told_to_pages
from belowline.audience.queries.notification_choices import MailChoice, mail_choice
from belowline.audience.queries.notification_links import turned_off_by
from belowline.audience.queries.notification_sentences import sentence_of
from belowline.audience.queries.notifications import notifications
from belowline.audience.queries.push_devices import push_devices
from belowline.audience.services.notifications import choose_mail, mark_seen, turn_mail_off
from belowline.core.refusals import NotFound, Refusal
from belowline.web.account.browsers import browser_of
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EVERYBODY, READERS

_HOURS = 24


@address("me/notifications", name="notifications", get=READERS, post=READERS)
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, the newest first. What it shows is seen then; a press marks all as seen."""
    actor = visit.actor
    if request.method == "POST":
        mark_seen(actor=actor)
        return HttpResponseRedirect(request.path)
    before = request.GET.get("before")
    page = notifications(
        person_id=actor.id,
        publication_id=actor.publication_id,
        before=id_from(before) if before else None,
    )
    shown = [(it, sentence_of(it)) for it in page.shown]
    folded = [(it, sentence_of(it)) for it in page.folded]
    context = {"shown": shown, "folded": folded, "before": page.before}
    response = render(request, "me/notifications.html", context)
    response["Cache-Control"] = "no-store"
    if any(not it.is_seen for it in (*page.shown, *page.folded)) and not _is_ahead(request):
        mark_seen(actor=actor, up_to=max(it.id for it in (*page.shown, *page.folded)))
    return response


@address("me/notifications/unseen", name="unseen-notifications", get=READERS)
def unseen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How many there are that the reader has not seen, for the scripts of any page."""
    del request
    actor = visit.actor
    told = told_to_pages(person_id=actor.id, publication_id=actor.publication_id)
    response = JsonResponse(told)
    response["Cache-Control"] = "no-store"
    return response


@address("me/notifications/choices", name="notification-choices", get=READERS, post=READERS)
def choices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whether and how often one is told by email, on which devices, and when these stay quiet."""
    actor = visit.actor
    kept = mail_choice(person_id=actor.id, publication_id=actor.publication_id)
    known = kept or MailChoice("never", 8, visit.publication.zone.key, visit.language)
    given = {
        "mail": known.mail,
        "hour": str(known.hour),
        "time_zone": known.time_zone,
        "quiet_from": _written(known.quiet_from),
        "quiet_until": _written(known.quiet_until),
    }
    if request.method != "POST":
        return _choices(request, visit, given)
    given = {name: request.POST.get(name, value) for name, value in given.items()}
    try:
        choose_mail(actor=actor, **given)
    except Refusal as refusal:
        return _choices(request, visit, given, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(request.path)


@address("notifications/off/<str:letters>", name="notifications-off", get=EVERYBODY, post=EVERYBODY)
def off(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """Ends the letters by a press, or by a mail program's POST (RFC 8058), in one step.

    Opening it ends nothing: programs that look for malware open every link.
    """
    publication_id = visit.publication.id
    person_id = turned_off_by(token, publication_id=publication_id)
    if person_id is None:
        raise NotFound(gettext("This link has expired. You can choose emails in your account."))
    if request.method == "POST":
        turn_mail_off(publication_id=publication_id, person_id=person_id)
    kept = mail_choice(person_id=person_id, publication_id=publication_id)
    context = {"is_on": kept is not None and kept.mail != "never"}
    response = render(request, "me/notifications_off.html", context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _written(hour: int | None) -> str:
    return "" if hour is None else str(hour)


def _choices(
    request: HttpRequest, visit: Visit, given: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    actor = visit.actor
    devices = push_devices(person_id=actor.id, publication_id=actor.publication_id)
    context = {
        "devices": [(it, browser_of(it.user_agent)) for it in devices],
        "given": given,
        "hours": [(str(hour), f"{hour:02}:00") for hour in range(_HOURS)],
        "zones": sorted(available_timezones()),
        "refusal": refusal,
    }
    status = status_of(refusal) if refusal else 200
    response = render(request, "me/notification_choices.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _is_ahead(request: HttpRequest) -> bool:
    """Whether a browser only loads what may be opened next."""
    return "prefetch" in request.headers.get("Sec-Purpose", "")

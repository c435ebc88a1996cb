"""The desk's page about shifts: who is on duty, when, and what was handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.staff import staff
from belowline.core.clock import now
from belowline.core.refusals import Invalid, Refusal
from belowline.moderation.queries.hand_overs import hand_overs
from belowline.moderation.queries.shifts import shifts
from belowline.moderation.services.hand_overs import LONGEST_NOTE, hand_over
from belowline.moderation.services.shifts import MOST_WEEKS, add_shifts, remove_shift
from belowline.newsroom.services.story_fields import moment_of
from belowline.web.desk.queue_choices import choices
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_PATH = "/desk/shifts"
_MOST_DIGITS = 3


@address("desk/shifts", name="shifts", get=MODERATORS, post=MODERATORS)
def rota(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The shifts that go on or come, and the form that enters some."""
    if request.method == "GET":
        return _page(request, visit)
    try:
        _add(request, visit)
    except Refusal as refusal:
        return _page(request, visit, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


@address("desk/shifts/<ref:shift>/remove", name="shift-remove", post=MODERATORS)
def remove(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes one out."""
    remove_shift(actor=visit.actor, shift_id=id_from(ref))
    messages.success(request, gettext("Removed."))
    return HttpResponseRedirect(_PATH)


@address("desk/hand-over", name="hand-over", post=MODERATORS)
def leave_note(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keeps a note for those who come next."""
    try:
        hand_over(actor=visit.actor, text=request.POST.get("text", ""))
    except Refusal as refusal:
        return _page(request, visit, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _add(request: HttpRequest, visit: Visit) -> None:
    typed, zone = request.POST, visit.publication.zone
    starts_at = moment_of(typed.get("starts_at", ""), zone, field="starts_at")
    ends_at = moment_of(typed.get("ends_at", ""), zone, field="ends_at")
    if starts_at is None or ends_at is None:
        field = "ends_at" if starts_at else "starts_at"
        raise Invalid(gettext("Please enter a day and a time."), field=field)
    weeks = typed.get("weeks", "") or "1"
    is_number = weeks.isascii() and weeks.isdigit() and len(weeks) <= _MOST_DIGITS
    known = {it.key for it in choices(visit)}
    add_shifts(
        actor=visit.actor,
        person_id=id_from(typed["person"]) if typed.get("person") else visit.actor.id,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        queues=[key for key in typed.getlist("queue") if key in known],
        weeks=int(weeks) if is_number else 0,
    )


def _page(request: HttpRequest, visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    moment, publication_id = now(), visit.publication.id
    context = {
        "shifts": [
            (it, it.is_now(moment)) for it in shifts(publication_id=publication_id, moment=moment)
        ],
        "notes": hand_overs(publication_id=publication_id),
        "colleagues": staff(publication_id) if visit.actor.edits else (),
        "queues": [it for it in choices(visit) if not it.is_done],
        "names": {it.key: it.name for it in choices(visit)},
        "most_weeks": MOST_WEEKS,
        "most_words": LONGEST_NOTE,
        "words": request.POST if refusal else {},
        "chosen": request.POST.getlist("queue") if refusal else [],
        "refusal": refusal,
    }
    return render(request, "desk/shifts.html", context, status=status_of(refusal))

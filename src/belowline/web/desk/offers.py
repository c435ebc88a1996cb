"""The desk's pages about offers: what is offered, where and how often, and what came of it."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import NotFound, Refusal
from belowline.network.queries.offers import (
    PLACES,
    OfferView,
    days_of,
    offer_at_desk,
    offers_at_desk,
    totals,
)
from belowline.network.services.offers import OfferForm, preview_offer, save_offer, switch_offer
from belowline.newsroom.queries.drafts import typed_moment
from belowline.pages.chart import day_bars
from belowline.pages.filters import figure
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_FIELDS = ("title", "text", "link", "label", "weight", "daily_cap", "starts_at", "ends_at")
_DAYS = 30
_LONGEST_REPORT = 366


@address("desk/offers", name="desk-offers", get=EDITORS)
def offers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All offers, with how often each was seen and pressed."""
    publication_id = visit.publication.id
    context = {"offers": offers_at_desk(publication_id), "totals": totals(publication_id)}
    return render(request, "desk/offers.html", context)


@address("desk/offers/new", name="desk-offer-new", get=EDITORS, post=EDITORS)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form of an offer that is not there yet."""
    return _form(request, visit, None)


@address("desk/offers/<ref:offer>", name="desk-offer", get=EDITORS, post=EDITORS)
def offer(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """An offer's form, and its last thirty days."""
    return _form(request, visit, _offer_at(visit, ref))


@address("desk/offers/<ref:offer>/switch", name="desk-offer-switch", post=EDITORS)
def switch(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes an offer off, or shows it again."""
    found = _offer_at(visit, ref)
    switch_offer(actor=visit.actor, offer_id=found.id, is_on=not found.is_on)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect("/desk/offers")


@address("desk/offers/<ref:offer>/report.csv", name="desk-offer-report", get=EDITORS)
def report(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """An offer's days as a table for a spreadsheet, the last year's at the most."""
    found = _offer_at(visit, ref)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="offer-{found.ref}.csv"'
    rows = csv.writer(response)
    rows.writerow(["day", "views", "clicks"])
    today = _today(visit)
    first = max(found.starts_at.astimezone(visit.publication.zone).date(), _before(today))
    for day in days_of(
        publication_id=visit.publication.id,
        offer_id=found.id,
        first=min(first, today),
        last=today,
    ):
        rows.writerow([day.day.isoformat(), day.views, day.presses])
    return response


def _form(request: HttpRequest, visit: Visit, found: OfferView | None) -> HttpResponse:
    if request.method == "GET":
        return _page(request, visit, found, _words(visit, found))
    sent = request.POST
    words = {name: sent.get(name, "") for name in _FIELDS}
    upload = request.FILES.get("picture")
    typed: OfferForm = {
        "offer_id": found.id if found else None,
        "words": words,
        "places": sent.getlist("places"),
        "sections": sent.getlist("sections"),
    }
    again = {**words, "places": typed["places"], "sections": typed["sections"]}
    try:
        if "preview" in sent:
            look = preview_offer(actor=visit.actor, **typed)
            return _page(request, visit, found, again, look=look)
        picture = upload.read() if upload else None
        offer_id = save_offer(actor=visit.actor, picture=picture, **typed)
    except Refusal as refusal:
        return _page(request, visit, found, again, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(f"/desk/offers/{encode(offer_id)}")


def _page(
    request: HttpRequest,
    visit: Visit,
    found: OfferView | None,
    words: Mapping[str, object],
    refusal: Refusal | None = None,
    look: OfferView | None = None,
) -> HttpResponse:
    """The form; above it the offer as readers see it, or would see it (`look`)."""
    context: dict[str, Any] = {
        "offer": found,
        "words": words,
        "refusal": refusal,
        "look": look or found,
        "previewed": look is not None,
        "has_upload": "picture" in request.FILES,
    }
    if found is not None:
        today = _today(visit)
        days = days_of(
            publication_id=visit.publication.id,
            offer_id=found.id,
            first=today - timedelta(days=_DAYS - 1),
            last=today,
        )
        views, presses = [day.views for day in days], [day.presses for day in days]
        context |= {
            "days": list(reversed(days)),
            "views_chart": day_bars(views, _said(sum(views), "view")),
            "presses_chart": day_bars(presses, _said(sum(presses), "press")),
            "views": _said(sum(views), "view"),
            "presses": _said(sum(presses), "press"),
            "most_views": max(views),
            "most_presses": max(presses),
        }
    return render(request, "desk/offer.html", context, status=status_of(refusal))


def _said(number: int, what: str) -> str:
    shown = {"n": figure(number)}
    if what == "view":
        return ngettext("%(n)s view in 30 days", "%(n)s views in 30 days", number) % shown
    return ngettext("%(n)s click in 30 days", "%(n)s clicks in 30 days", number) % shown


def _words(visit: Visit, found: OfferView | None) -> dict[str, object]:
    """The fields as an editor types them."""
    if found is None:
        return {"label": "", "weight": "10", "places": list(PLACES), "sections": []}
    zone = visit.publication.zone
    return {
        "title": found.title,
        "text": found.text,
        "link": found.link,
        "label": found.label,
        "weight": str(found.weight),
        "daily_cap": str(found.daily_cap or ""),
        "starts_at": typed_moment(found.starts_at, zone),
        "ends_at": typed_moment(found.ends_at, zone),
        "places": list(found.places or PLACES),
        "sections": [encode(section) for section in found.sections],
    }


def _offer_at(visit: Visit, ref: str) -> OfferView:
    found = offer_at_desk(publication_id=visit.publication.id, offer_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such offer."))
    return found


def _today(visit: Visit) -> date:
    return now().astimezone(visit.publication.zone).date()


def _before(today: date) -> date:
    return today - timedelta(days=_LONGEST_REPORT)

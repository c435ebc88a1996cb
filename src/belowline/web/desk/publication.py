"""The desk's page about the publication itself, and the link of its test mail."""

from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.addresses import primary_address
from belowline.accounts.services.limited_acts import count_test_mail
from belowline.core.refusals import Refusal
from belowline.newsroom.queries.publications import hosts_of
from belowline.newsroom.services.mail_check import note_arrival, send_test_mail
from belowline.newsroom.services.publication import change_publication
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import ADMINISTRATORS, EVERYBODY

_FIELDS = ("name", "tagline", "owner", "language", "time_zone")


@address("desk/publication", name="desk-publication", get=ADMINISTRATORS, post=ADMINISTRATORS)
def publication(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Name, lines, language and time zone."""
    if request.method == "GET":
        shown = visit.publication
        kept = {name: getattr(shown, name) for name in _FIELDS}
        return _page(request, visit, kept | {"ai_crawlers": "1" if shown.ai_crawlers else ""})
    given = {name: request.POST.get(name, "").strip() for name in (*_FIELDS, "ai_crawlers")}
    try:
        change_publication(
            actor=visit.actor,
            **{name: given[name] for name in _FIELDS},
            ai_crawlers=bool(given["ai_crawlers"]),
        )
    except Refusal as refusal:
        return _page(request, visit, given, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(request.path)


@address("desk/mail", name="desk-test-mail", post=ADMINISTRATORS)
def test_mail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sends a test mail to whoever asks."""
    actor = visit.actor
    count_test_mail(person_id=actor.id)
    to = primary_address(actor.id)
    send_test_mail(publication_id=actor.publication_id, email=to)
    messages.success(request, gettext("A test mail is on its way to %(email)s.") % {"email": to})
    return HttpResponseRedirect("/desk/")


@address("desk/mail/<str:proof>", name="desk-mail-arrived", get=EVERYBODY)
def mail_arrived(request: HttpRequest, visit: Visit, proof: str) -> HttpResponse:
    """The link of a test mail: whoever opens it has got the mail."""
    note_arrival(publication_id=visit.publication.id, token=proof)
    return render(request, "desk/mail_arrived.html")


def _page(
    request: HttpRequest, visit: Visit, given: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "given": given,
        "refusal": refusal,
        "hosts": hosts_of(visit.publication.id),
        "language_choices": sorted(
            (info["name_local"], code) for code, info in LANG_INFO.items() if "name_local" in info
        ),
        "zones": sorted(available_timezones()),
    }
    return render(request, "desk/publication.html", context, status=status_of(refusal))

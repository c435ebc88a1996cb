"""Whether somebody wants the news alerts: asked by the invitation's page, and by one's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.audience.queries.alerts import choice, invited_by, refusing, wording
from belowline.audience.services.alert_choices import choose_alerts
from belowline.core.refusals import Invalid, NotFound
from belowline.newsroom.queries.publications import PublicationView
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY, READERS


@address("alerts/<str:token>", name="alerts-invitation", get=EVERYBODY, post=EVERYBODY)
def invitation(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The page that the invitation opens. Opening it decides nothing; a press does."""
    publication = visit.publication
    invited = invited_by(token)
    if invited is None or invited[1] != publication.id:
        raise NotFound(
            gettext("This invitation has expired. You can choose news alerts in your account.")
        )
    return _asked(request, publication, invited[0], asked_by="invitation")


@address("me/alerts", name="my-alerts", get=READERS, post=READERS)
def my_alerts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What one has chosen, and the way to choose otherwise."""
    publication, actor = visit.publication, visit.actor
    return _asked(request, publication, actor.id, asked_by="account")


def _asked(
    request: HttpRequest, publication: PublicationView, person_id: int, *, asked_by: str
) -> HttpResponse:
    yes, no = wording(publication.name), refusing(publication.name)
    if request.method == "POST":
        answer = request.POST.get("answer")
        if answer not in ("yes", "no"):
            raise Invalid(gettext("Please choose one of the two buttons."))
        choose_alerts(
            person_id=person_id,
            publication_id=publication.id,
            wanted=answer == "yes",
            wording=yes if answer == "yes" else no,
            asked_by=asked_by,
        )
        return HttpResponseRedirect(request.path)
    made = choice(person_id=person_id, publication_id=publication.id)
    response = render(request, "me/alerts.html", {"made": made, "yes": yes, "no": no})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response

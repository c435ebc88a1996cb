"""One's own account: its first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.accounts.queries.deletion_requests import deletion_request
from belowline.audience.queries.mailing_lists import lists_sent_to
from belowline.audience.queries.notifications import unseen_notifications
from belowline.core.ids import encode
from belowline.discussion.queries.held import own_held_comments
from belowline.moderation.queries.letters import waiting_letters
from belowline.surveys.queries.draws import survey_that_asks
from belowline.web.http.addresses import address
from belowline.web.http.former_address import former_address
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS


@address("me", name="me", get=READERS)
def me(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One's own account: the name, and the ways to change it, log out, and see what one wrote."""
    actor, before = visit.actor, former_address(request)
    context = {
        "ref": encode(actor.id),
        "planned": deletion_request(actor.id),
        "unseen": len(
            unseen_notifications(person_id=actor.id, publication_id=actor.publication_id)
        ),
        "left": lists_sent_to(actor.publication_id, before) if before else [],
        "before": before,
        "asked": survey_that_asks(person_id=actor.id, publication_id=actor.publication_id),
        "letters": waiting_letters(person_id=actor.id, publication_id=actor.publication_id),
        "held": own_held_comments(person_id=actor.id, publication_id=actor.publication_id),
    }
    return render(request, "me/home.html", context)

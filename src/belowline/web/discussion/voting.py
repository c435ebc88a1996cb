"""A vote by a button."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belowline.discussion.queries.overlay import own_vote
from belowline.discussion.services.votes import cast_vote
from belowline.web.http.addresses import address
from belowline.web.http.lookup import comment_at
from belowline.web.http.redirects import back_to
from belowline.web.http.visit import Visit
from belowline.web.http.who import OTHERS


@address("threads/<ref:thread>/votes", name="vote", post=OTHERS)
def vote(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A vote by button: pressing the same one again takes the vote back."""
    del ref
    actor = visit.actor
    pressed = 1 if "up" in request.POST else -1
    found = comment_at(visit, request.POST.get("up") or request.POST.get("down") or "")
    before = own_vote(person_id=actor.id, comment_id=found.id)
    cast_vote(actor=actor, comment_id=found.id, value=0 if before == pressed else pressed)
    return HttpResponseRedirect(f"/c/{found.ref}{back_to(request)}")

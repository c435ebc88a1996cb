"""One's own account: its first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from belowline.accounts.queries.deletion_requests import deletion_request
from belowline.core.ids import encode
from belowline.discussion.queries.held import own_held_comments
from belowline.web.http.actors import actor_of


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: the name, and the ways to change it, log out, and see what one wrote."""
    actor = actor_of(request)
    context = {
        "ref": encode(actor.id),
        "planned": deletion_request(actor.id),
        "held": own_held_comments(person_id=actor.id, publication_id=actor.publication_id),
    }
    return render(request, "me/home.html", context)

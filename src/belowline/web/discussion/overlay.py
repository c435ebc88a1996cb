"""What is only one reader's on a page that is the same for everybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from belowline.discussion.queries.overlay import overlay
from belowline.discussion.services.follows import mark_seen
from belowline.pages.citations import cited
from belowline.web.http.actors import actor_of
from belowline.web.http.lookup import thread_at


@require_GET
def my_thread(request: HttpRequest, ref: str) -> HttpResponse:
    """What is only this reader's in a thread: name, votes, own and held comments, whom they muted.

    Whoever follows the thread has seen it now.
    """
    actor = actor_of(request)
    thread = thread_at(request, ref)
    mine = overlay(person_id=actor.id, thread_id=thread.id)
    if mine.follows:
        mark_seen(actor=actor, thread_ids=[thread.id])
    response = JsonResponse(
        {
            "name": actor.name,
            "moderates": actor.moderates,
            "edits": actor.edits,
            "votes": mine.votes,
            "own": mine.own,
            "follows": mine.follows,
            "muted": mine.muted,
            "held": [{"id": each.ref, "html": cited(each.html)} for each in mine.held],
        }
    )
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def my_roles(request: HttpRequest) -> HttpResponse:
    """What one may do here beyond reading and writing, for scripts of shared pages."""
    actor = actor_of(request)
    response = JsonResponse({"moderates": actor.moderates, "edits": actor.edits})
    response["Cache-Control"] = "no-store"
    return response

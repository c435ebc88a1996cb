"""What is only one reader's on a page that is the same for everybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from belowline.discussion.queries.overlay import overlay
from belowline.discussion.services.follows import mark_seen
from belowline.pages.citations import cited
from belowline.web.http.addresses import address
from belowline.web.http.lookup import thread_at
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS


@address("me/threads/<ref:thread>", name="my-thread", get=READERS)
def my_thread(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What is only this reader's in a thread: name, votes, own and held comments, whom they muted.

    Whoever follows the thread has seen it now.
    """
    actor = visit.actor
    thread = thread_at(visit, ref)
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


@address("me/roles", name="my-roles", get=READERS)
def my_roles(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What one may do here beyond reading and writing, for scripts of shared pages."""
    actor = visit.actor
    response = JsonResponse({"moderates": actor.moderates, "edits": actor.edits})
    response["Cache-Control"] = "no-store"
    return response

"""What readers do with a comment besides writing: vote, report, look at what else there is."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from belowline.accounts.queries.deletion_requests import deletion_request
from belowline.accounts.queries.relationships import muted_ids
from belowline.core.ids import encode
from belowline.core.refusals import Invalid
from belowline.discussion.queries.held import own_held_comments
from belowline.discussion.queries.overlay import overlay, own_vote
from belowline.discussion.services.follows import mark_seen
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.queries.reports import REASONS
from belowline.moderation.services.reports import report_comment
from belowline.pages.citations import cited
from belowline.web.http.redirects import back_to
from belowline.web.http.lookup import comment_at, thread_at
from belowline.web.http.actors import actor_of, viewer_of


@require_POST
def vote(request: HttpRequest, ref: str) -> HttpResponse:
    """A vote by button: pressing the same one again takes the vote back."""
    del ref
    actor = actor_of(request)
    pressed = 1 if "up" in request.POST else -1
    found = comment_at(request, request.POST.get("up") or request.POST.get("down") or "")
    before = own_vote(person_id=actor.id, comment_id=found.id)
    cast_vote(actor=actor, comment_id=found.id, value=0 if before == pressed else pressed)
    return HttpResponseRedirect(f"/c/{found.ref}{back_to(request)}")


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """Reports a comment to the moderators."""
    actor = actor_of(request)
    found = comment_at(request, ref)
    context = {"comment": found, "reasons": REASONS, "on_page": {ref}}
    if request.method == "GET":
        return render(request, "site/report.html", context)
    try:
        report_comment(
            actor=actor,
            comment_id=found.id,
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
        )
    except Invalid as refusal:
        context |= {"refusal": refusal, "note": request.POST.get("note", "")}
        return render(request, "site/report.html", context, status=refusal.status)
    return render(request, "site/reported.html", context)


@require_GET
def more(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that this visitor can do with a comment."""
    actor = viewer_of(request)
    found = comment_at(request, ref)
    context = {
        "comment": found,
        "is_own": actor is not None and found.author_id == actor.id,
        "is_muted": actor is not None and found.author_id in muted_ids(actor.id),
        "on_page": {ref},
    }
    template = "menu" if request.headers.get("X-Fragment") == "1" else "more"
    response = render(request, f"site/{template}.html", context)
    response["Cache-Control"] = "no-store"
    return response


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


@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """One's own account: the name, and the ways to change it, log out, and see what one wrote."""
    actor = actor_of(request)
    held = own_held_comments(person_id=actor.id, publication_id=actor.publication_id)
    context = {"ref": encode(actor.id), "planned": deletion_request(actor.id), "held": held}
    return render(request, "site/me.html", context)

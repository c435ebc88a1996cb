"""Threads and readers that a reader follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.relationships import readers_followed_by
from belowline.audience.services.notifications import mark_news_seen
from belowline.core.refusals import Refusal
from belowline.discussion.queries.following import followed_threads, level_of
from belowline.discussion.services.follows import (
    choose_level,
    follow_thread,
    mark_seen,
    unfollow_thread,
)
from belowline.newsroom.queries.articles import article_by_id, cards
from belowline.web.http.addresses import address
from belowline.web.http.begun import Begun, log_in_first
from belowline.web.http.lookup import thread_at
from belowline.web.http.redirects import back_to
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS, WRITERS

_LIST = "/me/following"


@address("me/following", name="following", get=READERS)
def mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The list, with what is new since it or the thread was last looked at."""
    actor = visit.actor
    followed = followed_threads(person_id=actor.id, publication_id=actor.publication_id)
    articles = cards([each.article_id for each in followed], publication_ids=[actor.publication_id])
    shown = [(each, articles[each.article_id]) for each in followed if each.article_id in articles]
    readers = readers_followed_by(person_id=actor.id, publication_id=actor.publication_id)
    context = {"followed": shown, "readers": readers}
    response = render(request, "discussion/following.html", context)
    response["Cache-Control"] = "no-store"
    fresh = [each.thread_id for each in followed if each.new]
    if fresh:
        mark_seen(actor=actor, thread_ids=fresh)
        mark_news_seen(actor=actor, thread_ids=fresh)
    return response


@address("threads/<ref:thread>/follow", name="follow", post=WRITERS)
def follow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Follows a thread from now on."""
    thread = thread_at(visit, ref)
    if visit.viewer is None:
        sentence = gettext("Log in to follow this discussion.")
        return log_in_first(Begun(ref, query=back_to(request), sentence=sentence))
    follow_thread(actor=visit.actor, thread_id=thread.id)
    return HttpResponseRedirect(_LIST)


@address("threads/<ref:thread>/unfollow", name="unfollow", post=READERS)
def unfollow(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """No longer follows it."""
    unfollow_thread(actor=visit.actor, thread_id=thread_at(visit, ref).id)
    return HttpResponseRedirect(_LIST)


@address("threads/<ref:thread>/notifications", name="thread-level", get=READERS, post=READERS)
def level(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """How much one wants to hear of a thread."""
    thread = thread_at(visit, ref)
    actor = visit.actor
    refusal = None
    if request.method == "POST":
        try:
            choose_level(actor=actor, thread_id=thread.id, level=request.POST.get("level", ""))
        except Refusal as found:
            refusal = found
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(request.path)
    context = {
        "level": level_of(person_id=actor.id, thread=thread),
        "article": article_by_id(
            publication_id=thread.publication_id, article_id=thread.article_id
        ),
        "refusal": refusal,
    }
    status = status_of(refusal) if refusal else 200
    response = render(request, "discussion/level.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response

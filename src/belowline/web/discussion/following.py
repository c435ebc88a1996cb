"""Threads that a reader follows."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from belowline.discussion.queries.following import followed_threads
from belowline.discussion.services.follows import follow_thread, mark_seen, unfollow_thread
from belowline.newsroom.queries.articles import cards
from belowline.web.http.actors import actor_of
from belowline.web.http.lookup import thread_at

_LIST = "/me/following"


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The list, with what is new since it or the thread was last looked at."""
    actor = actor_of(request)
    followed = followed_threads(person_id=actor.id, publication_id=actor.publication_id)
    articles = cards([each.article_id for each in followed])
    shown = [(each, articles[each.article_id]) for each in followed if each.article_id in articles]
    response = render(request, "discussion/following.html", {"followed": shown})
    response["Cache-Control"] = "no-store"
    fresh = [each.thread_id for each in followed if each.new]
    if fresh:
        mark_seen(actor=actor, thread_ids=fresh)
    return response


@require_POST
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """Follows a thread from now on."""
    follow_thread(actor=actor_of(request), thread_id=thread_at(request, ref).id)
    return HttpResponseRedirect(_LIST)


@require_POST
def unfollow(request: HttpRequest, ref: str) -> HttpResponse:
    """No longer follows it."""
    unfollow_thread(actor=actor_of(request), thread_id=thread_at(request, ref).id)
    return HttpResponseRedirect(_LIST)

"""Threads that a reader follows."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.discussion.queries.following import followed_threads
from belowline.discussion.services.follows import follow_thread, mark_seen, unfollow_thread
from belowline.newsroom.queries.articles import cards
from belowline.web.http.addresses import address
from belowline.web.http.begun import Begun, log_in_first
from belowline.web.http.lookup import thread_at
from belowline.web.http.redirects import back_to
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
    response = render(request, "discussion/following.html", {"followed": shown})
    response["Cache-Control"] = "no-store"
    fresh = [each.thread_id for each in followed if each.new]
    if fresh:
        mark_seen(actor=actor, thread_ids=fresh)
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

"""A vote by a button, at once or after the login that it leads to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from belowline.core.refusals import Refusal
from belowline.discussion.queries.comments import CommentView
from belowline.discussion.queries.overlay import own_vote
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.services.follows import follow_thread
from belowline.discussion.services.votes import cast_vote
from belowline.newsroom.queries.articles import article_by_id
from belowline.web.http.addresses import address
from belowline.web.http.begun import Begun, begun_in, forget_begun, log_in_first
from belowline.web.http.lookup import comment_at, thread_at
from belowline.web.http.redirects import back_to
from belowline.web.http.refusals import refusal_response
from belowline.web.http.visit import Visit
from belowline.web.http.who import READERS, VOTERS


@address("threads/<ref:thread>/votes", name="vote", post=VOTERS)
def vote(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A vote by button: pressing the same one again takes the vote back."""
    pressed = 1 if "up" in request.POST else -1
    found = comment_at(visit, request.POST.get("up") or request.POST.get("down") or "")
    if visit.viewer is None:
        sentence = _invitation(found)
        return log_in_first(Begun(found.thread_ref, found.ref, pressed, back_to(request), sentence))
    actor = visit.actor
    before = own_vote(person_id=actor.id, comment=found)
    cast_vote(actor=actor, comment_id=found.id, value=0 if before == pressed else pressed)
    return HttpResponseRedirect(f"/c/{found.ref}{back_to(request)}")


@address("threads/<ref:thread>/begun", name="begun", get=READERS)
def begun(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Does what was pressed before logging in, and leads back to where that was."""
    thread = thread_at(visit, ref)
    found = begun_in(request, ref)
    response: HttpResponse
    try:
        response = HttpResponseRedirect(_do(visit, thread, found) if found else _place(thread))
    except Refusal as refusal:
        response = refusal_response(request, refusal)
    forget_begun(response)
    return response


def _do(visit: Visit, thread: ThreadView, found: Begun) -> str:
    """Does it, and says where that is to be seen."""
    if not found.comment:
        follow_thread(actor=visit.actor, thread_id=thread.id)
        return _place(thread, found.query)
    comment = comment_at(visit, found.comment)
    cast_vote(actor=visit.actor, comment_id=comment.id, value=found.value)
    return f"/c/{comment.ref}{found.query}"


def _place(thread: ThreadView, query: str = "") -> str:
    article = article_by_id(publication_id=thread.publication_id, article_id=thread.article_id)
    return f"{article.path}{query}#discussion" if article else "/"


def _invitation(comment: CommentView) -> str:
    if not comment.author:
        return gettext("Log in to vote on this comment. We’ll count your vote then.")
    return gettext("Log in to vote on %(name)s’s comment. We’ll count your vote then.") % {
        "name": comment.author
    }

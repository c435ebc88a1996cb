"""What moderators do with a whole discussion: close it, open it again, take that back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.discussion.queries.threads import desk_thread
from belowline.moderation.queries.closings import closings_of
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.services.closing import (
    close_discussion,
    reopen_discussion,
    undo_closing,
)
from belowline.moderation.services.grounds import Grounds
from belowline.newsroom.queries.articles import article_by_id
from belowline.web.desk.cases import done_with_case
from belowline.web.desk.queues import case_at
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_WORDS = ("reason", "clause", "explanation", "note")


@address("desk/cases/<ref:case>/discussion", name="case-discussion", post=MODERATORS)
def of_case(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The same from the case of a comment in it; the case waits on."""
    found = case_at(visit, ref)
    (comment,) = comments_with_hidden_text([found.comment_id])

    def act(words: Mapping[str, str]) -> None:
        try:
            _carry_out(request, visit, comment.thread_id, words, occasion_id=comment.id)
        except Invalid as refusal:  # its fields have the names of those of the decision's form
            raise Invalid(str(refusal)) from refusal

    return done_with_case(request, visit, found, act)


@address("desk/threads/<ref:thread>/closing", name="closing", get=MODERATORS, post=MODERATORS)
def of_thread(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """A discussion, and what was decided about it."""
    publication_id = visit.publication.id
    thread = desk_thread(publication_id=publication_id, thread_id=id_from(ref))
    if thread is None:
        raise NotFound(gettext("This discussion isn’t available."))
    words = {name: request.POST.get(name, "") for name in _WORDS}
    refusal = None
    if request.method == "POST":
        try:
            _carry_out(request, visit, thread.id, words)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            is_from_log = request.POST.get("from") == "log"
            return HttpResponseRedirect("/desk/log" if is_from_log else request.path)
    context = {
        "thread": thread,
        "article": article_by_id(publication_id=publication_id, article_id=thread.article_id),
        "closings": closings_of(thread.id, publication_id=publication_id),
        "reasons": offered_reasons(publication_id),
        "words": words,
        "refusal": refusal,
    }
    return render(request, "desk/closing.html", context, status=status_of(refusal))


def _carry_out(
    request: HttpRequest,
    visit: Visit,
    thread_id: int,
    words: Mapping[str, str],
    *,
    occasion_id: int | None = None,
) -> None:
    asked = request.POST.get("discussion", "")
    actor = visit.actor
    if asked == "close":
        reason, clause, explanation, note = (words[name] for name in _WORDS)
        grounds = Grounds(reason, clause, explanation, note)
        close_discussion(actor=actor, thread_id=thread_id, grounds=grounds, occasion_id=occasion_id)
    elif asked == "reopen":
        reopen_discussion(actor=actor, thread_id=thread_id, note=words["note"])
    elif asked == "undo":
        decision_id = id_from(request.POST.get("decision", ""))
        undo_closing(actor=actor, thread_id=thread_id, decision_id=decision_id)
    else:
        raise Invalid(gettext("Please choose what to do."))

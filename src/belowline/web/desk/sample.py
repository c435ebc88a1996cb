"""The sample: a moderator decides once more on what a colleague has decided, not knowing what."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.discussion.queries.comments import comments_with_hidden_text
from belowline.discussion.queries.surroundings import surroundings, text_and_revisions
from belowline.discussion.queries.threads import article_ids_of_threads
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.queries.second_looks import Waiting, look_to_make, next_look
from belowline.moderation.queries.worst import worst_reported
from belowline.moderation.services.second_looks import look_again
from belowline.newsroom.queries.articles import article_by_id
from belowline.web.desk.queue_choices import own_settings
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS


@address("desk/sample", name="sample", get=MODERATORS)
def sample(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The next comment of the sample."""
    found = next_look(publication_id=visit.publication.id, person_id=visit.actor.id)
    return _page(request, visit, found)


@address("desk/sample/<ref:look>", name="sample-look", post=MODERATORS)
def look(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Keeps the second decision, and leads to the next comment."""
    try:
        look_again(
            actor=visit.actor,
            look_id=id_from(ref),
            outcome=request.POST.get("outcome", ""),
            reason=request.POST.get("reason", ""),
        )
    except Invalid as refusal:
        found = look_to_make(publication_id=visit.publication.id, look_id=id_from(ref))
        if found is None:
            raise NotFound(gettext("This comment is not in the sample.")) from None
        return _page(request, visit, found, refusal)
    messages.success(request, gettext("Thank you. Here is the next."))
    return HttpResponseRedirect("/desk/sample")


def _page(
    request: HttpRequest, visit: Visit, found: Waiting | None, refusal: Refusal | None = None
) -> HttpResponse:
    reasons = offered_reasons(visit.publication.id)
    context: dict[str, object] = {"look": found, "refusal": refusal, "reasons": reasons}
    if found is not None:
        (comment,) = comments_with_hidden_text([found.comment_id])
        text, revisions = text_and_revisions(comment)
        earlier = {it.version: it.text for it in revisions}
        article_id = article_ids_of_threads([comment])[comment.thread_id]
        context |= {
            "comment": comment,
            # Of a comment that was edited since, the text on which the first decision was made.
            "earlier": earlier.get(found.text_version, text)
            if found.text_version != comment.version
            else "",
            "worst": worst_reported(comment.id, publication_id=visit.publication.id),
            "own": own_settings(visit),
            "around": surroundings(comment),
            "article": article_by_id(publication_id=visit.publication.id, article_id=article_id),
            "chosen": request.POST.get("outcome", ""),
        }
    return render(request, "desk/sample.html", context, status=status_of(refusal))

"""The buttons by which editors and moderators pick and pin comments; pressed again they undo it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from belowline.discussion.services.marks import Mark, mark_comment
from belowline.web.desk.decisions import seen_version
from belowline.web.http.addresses import address
from belowline.web.http.lookup import comment_at
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS


@address("desk/c/<ref:comment>/pick", name="pick", post=MODERATORS)
def pick(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Makes the comment an editors' pick; with `undo` it is one no longer."""
    return _marked(request, visit, ref, Mark.PICK)


@address("desk/c/<ref:comment>/pin", name="pin", post=MODERATORS)
def pin(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Pins the comment on top of the discussion; with `undo` it is pinned no longer."""
    return _marked(request, visit, ref, Mark.PIN)


def _marked(request: HttpRequest, visit: Visit, ref: str, mark: Mark) -> HttpResponse:
    mark_comment(
        actor=visit.actor,
        comment_id=comment_at(visit, ref).id,
        version=seen_version(request),
        mark=mark,
        is_set="undo" not in request.POST,
    )
    return HttpResponseRedirect(f"/c/{ref}")

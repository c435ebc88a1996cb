"""A moderator puts a label on the comment of a case; undone like any other decision."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from belowline.moderation.services.labelling import label_comment
from belowline.web.desk.cases import done_with_case
from belowline.web.desk.decisions import seen_version
from belowline.web.desk.queues import case_at
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS


@address("desk/cases/<ref:case>/label", name="case-label", post=MODERATORS)
def label(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Puts the label on it that was pressed; the case waits on."""
    found = case_at(visit, ref)

    def act(words: Mapping[str, str]) -> None:
        label_comment(
            actor=visit.actor,
            comment_id=found.comment_id,
            version=seen_version(request),
            label=request.POST.get("label", ""),
            note=words["note"],
        )

    return done_with_case(request, visit, found, act)

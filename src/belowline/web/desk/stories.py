"""The desk's list of stories, and the button that begins one."""

from contextlib import suppress
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_noop

from belowline.core.ids import decode, encode
from belowline.core.refusals import Conflict
from belowline.discussion.queries.threads import comment_counts
from belowline.newsroom.queries.desk_stories import Standing, story_list
from belowline.newsroom.services.drafts import begin_story
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS

STANDINGS = {
    Standing.DRAFT: gettext_noop("Draft"),
    Standing.SCHEDULED: gettext_noop("Scheduled"),
    Standing.LIVE: gettext_noop("Live"),
    Standing.HELD: gettext_noop("On hold"),
    Standing.ENDING: gettext_noop("Ends this week"),
    Standing.ENDED: gettext_noop("Ended"),
    Standing.WITHDRAWN: gettext_noop("Retracted"),
    Standing.KILLED: gettext_noop("Killed"),
    Standing.MERGED: gettext_noop("Merged"),
}
"""What the desk calls them."""


@address("desk/stories", name="desk-stories", get=EDITORS, post=EDITORS)
def stories(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The stories, the last changed first; posting begins a new one."""
    if request.method == "GET":
        return _page(request, visit)
    try:
        begun = begin_story(actor=visit.actor)
    except Conflict as refusal:
        return _page(request, visit, refusal)
    return HttpResponseRedirect(f"/desk/stories/{encode(begun)}")


def _page(request: HttpRequest, visit: Visit, refusal: Conflict | None = None) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("show", "section", "find")}
    found = story_list(
        publication_id=visit.actor.publication_id,
        standing=Standing(asked["show"]) if asked["show"] in STANDINGS else None,
        section_id=_section(asked["section"]),
        find=asked["find"],
        after=request.GET.get("after", ""),
    )
    context = {
        "rows": found.rows,
        "counts": comment_counts([row.id for row in found.rows]),
        "standings": STANDINGS,
        "asked": asked,
        "is_filtered": any(asked.values()),
        "more": urlencode({**asked, "after": found.after}) if found.after else "",
        "refusal": refusal,
    }
    return render(request, "desk/stories.html", context, status=status_of(refusal))


def _section(ref: str) -> int | None:
    with suppress(ValueError):
        return decode(ref)
    return None

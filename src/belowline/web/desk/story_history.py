"""The desk's pages about a story's versions: what changed when, and back to one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import NotFound
from belowline.newsroom.queries.drafts import StoryDraft
from belowline.newsroom.queries.versions import PARTS, changes, version_words, versions
from belowline.newsroom.services.drafts import save_draft
from belowline.web.desk.story import story_at
from belowline.web.desk.story_words import lead_of
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS


@address("desk/stories/<ref:story>/versions", name="desk-story-versions", get=EDITORS)
def history(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The versions that readers have seen, the newest first."""
    found = story_at(visit, ref)
    context = {
        "story": found,
        "versions": versions(publication_id=visit.publication.id, article_id=found.id),
    }
    return render(request, "desk/story_versions.html", context)


@address(
    "desk/stories/<ref:story>/versions/<int:number>",
    name="desk-story-version",
    get=EDITORS,
    post=EDITORS,
)
def version(request: HttpRequest, visit: Visit, ref: str, number: int) -> HttpResponse:
    """One version with its differences from the one before; posting puts its words in the form."""
    found = story_at(visit, ref)
    here = _words(visit, found, number)
    if here is None:
        raise NotFound(gettext("There is no such version."))
    if request.method == "POST":
        words = {**found.words, **here}
        save_draft(actor=visit.actor, article_id=found.id, words=words, revision=found.revision)
        messages.success(request, gettext("Put back as a draft. Publish it when it is right."))
        return HttpResponseRedirect(f"/desk/stories/{ref}")
    nothing = dict.fromkeys((*PARTS, "picture"), "")
    before = _words(visit, found, number - 1) or nothing
    differences = {part: changes(before[part], here[part]) for part in PARTS}
    context = {
        "story": found,
        "number": number,
        "differences": differences,
        "has_other_picture": before["picture"] != here["picture"],
        "gone_picture": lead_of(before, visit.publication),
        "new_picture": lead_of(here, visit.publication),
    }
    return render(request, "desk/story_version.html", context)


def _words(visit: Visit, found: StoryDraft, number: int) -> dict[str, str] | None:
    return version_words(publication_id=visit.publication.id, article_id=found.id, number=number)

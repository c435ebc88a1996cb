"""The desk's page on which a story is written: kept while it is typed, published by a press."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.questions import questions_of
from belowline.discussion.queries.threads import desk_thread_of_article
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.queries.drafts import FIELDS, StoryDraft, others_writing, story_draft
from belowline.newsroom.queries.versions import changes
from belowline.newsroom.services.drafts import (
    ChangedMeanwhile,
    discard_draft,
    note_writing,
    save_draft,
)
from belowline.pages.question import aside, in_place
from belowline.web.desk.stories import STANDINGS
from belowline.web.desk.story_words import lead_of, pictures_to_choose, previewed
from belowline.web.http.addresses import address
from belowline.web.http.refusals import problem_response, wants_json
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS


@address("desk/stories/<ref:story>", name="desk-story", get=EDITORS, post=EDITORS)
def story(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The form. Posting keeps what was typed; the button "publish" shows it to readers as well.

    A script that keeps it while somebody types gets JSON: the revision, and who else is writing.
    """
    found = story_at(visit, ref)
    if request.method == "GET":
        note_writing(actor=visit.actor, article_id=found.id)
        return story_page(request, visit, found, found.words)
    words = typed_words(request)
    try:
        if "publish" in request.POST:
            return _publish(request, visit, found, words)
        revision = save_draft(
            actor=visit.actor, article_id=found.id, words=words, revision=seen_revision(request)
        )
    except Refusal as refusal:
        if wants_json(request):
            return problem_response(refusal)
        return _refused(request, visit, found, words, refusal)
    if wants_json(request):
        others = _others(visit, found)
        return JsonResponse({"revision": revision, "others": others})
    messages.success(request, gettext("Saved. Readers don’t see it yet."))
    return HttpResponseRedirect(request.path)


@address("desk/stories/<ref:story>/preview", name="desk-story-preview", get=EDITORS, post=EDITORS)
def preview(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The story as readers would see it: as it is kept, or with the body that a script sends."""
    found = story_at(visit, ref)
    if request.method == "POST":
        return HttpResponse(previewed(request.POST.get("body", ""), visit.publication))
    context = {
        "story": found,
        "words": found.words,
        "lead": lead_of(found.words, visit.publication),
        "html": _with_question(previewed(found.words["body"], visit.publication), found.words),
    }
    return render(request, "desk/story_preview.html", context)


@address("desk/stories/<ref:story>/discard", name="desk-story-discard", get=EDITORS, post=EDITORS)
def discard(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Asks first, then throws away what readers have not seen."""
    found = story_at(visit, ref)
    if request.method == "GET":
        return render(request, "desk/story_discard.html", {"story": found})
    discard_draft(actor=visit.actor, article_id=found.id)
    messages.success(request, gettext("Discarded."))
    is_new = found.standing.value == "draft"
    return HttpResponseRedirect("/desk/stories" if is_new else f"/desk/stories/{ref}")


def story_at(visit: Visit, ref: str) -> StoryDraft:
    """The story, if it belongs to the publication that is asked. Raises NotFound."""
    found = story_draft(publication_id=visit.actor.publication_id, article_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("There is no such article."))
    return found


def story_page(
    request: HttpRequest,
    visit: Visit,
    found: StoryDraft,
    words: Mapping[str, str],
    refusal: Refusal | None = None,
    **more: object,
) -> HttpResponse:
    """The form with these words in it."""
    thread = desk_thread_of_article(publication_id=visit.publication.id, article_id=found.id)
    context = {
        "story": found,
        "words": words,
        "questions": questions_of(thread) if thread else (),
        "standing": STANDINGS[found.standing],
        "others": _others(visit, found),
        "thread": thread,
        "html": previewed(words["body"], visit.publication),
        "pictures": pictures_to_choose(words, visit.publication),
        "change_kind": request.POST.get("change_kind", ""),
        "change_note": request.POST.get("change_note", ""),
        "countries_known": bool(settings.ENVIRONMENT.country_header),
        "refusal": refusal,
        **more,
    }
    return render(request, "desk/story.html", context, status=status_of(refusal))


def _publish(
    request: HttpRequest, visit: Visit, found: StoryDraft, words: Mapping[str, str]
) -> HttpResponse:
    published = publish_with_discussion(
        actor=visit.actor,
        article_id=found.id,
        words=words,
        revision=seen_revision(request),
        notice_kind=request.POST.get("change_kind", ""),
        notice=request.POST.get("change_note", ""),
    )
    if published.published_at > now():
        messages.success(request, gettext("Scheduled."))
        return HttpResponseRedirect(f"/desk/stories/{found.ref}")
    told = gettext("Published.") if published.is_new else gettext("The changes are published.")
    messages.success(request, told)
    return HttpResponseRedirect(f"/desk/stories/{found.ref}")


def _refused(
    request: HttpRequest,
    visit: Visit,
    found: StoryDraft,
    words: Mapping[str, str],
    refusal: Refusal,
) -> HttpResponse:
    """The form with what was typed. Where somebody else was faster, with what they saved beside it;
    what is sent next then goes over theirs.
    """
    if not isinstance(refusal, ChangedMeanwhile):
        return story_page(request, visit, found, words, refusal)
    differences = changes(found.words["body"], words["body"])
    return story_page(
        request,
        visit,
        found,
        words,
        refusal,
        theirs=found.words,
        their_picture=lead_of(found.words, visit.publication),
        differences=differences,
    )


def _with_question(html: str, words: Mapping[str, str]) -> str:
    after = words["question_after"].strip()
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 5 else None
    return in_place(html, aside(words["question"]), place) if words["question"] else html


def typed_words(request: HttpRequest) -> dict[str, str]:
    """The fields of the article's form as they were sent; of boxes all that are ticked."""
    return {name: " ".join(request.POST.getlist(name)) for name in FIELDS}


def seen_revision(request: HttpRequest) -> int:
    """Which revision the form had before it."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _others(visit: Visit, found: StoryDraft) -> list[str]:
    actor = visit.actor
    return others_writing(
        publication_id=actor.publication_id, article_id=found.id, person_id=actor.id
    )

"""The desk's page of settings of one discussion, and of the rules with which discussions begin."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.refusals import Invalid, NotFound
from belowline.discussion.queries.threads import ThreadView, days_open, desk_thread
from belowline.discussion.services.threads import open_thread, switch_thread
from belowline.newsroom.queries.discussion_rules import DiscussionRules, discussion_rules
from belowline.newsroom.queries.drafts import StoryDraft
from belowline.newsroom.services.discussion_rules import change_discussion_rules
from belowline.newsroom.services.drafts import save_draft
from belowline.web.desk.story import seen_revision, story_at, typed_words
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import ADMINISTRATORS, EDITORS


@address("desk/threads/<ref:thread>", name="switch", get=EDITORS, post=EDITORS)
def switch(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Says who may write and vote in a discussion, how, and for how long."""
    thread = desk_thread(publication_id=visit.actor.publication_id, thread_id=id_from(ref))
    if thread is None:
        raise NotFound(gettext("This discussion isn’t available."))
    story = story_at(visit, encode(thread.article_id))
    if request.method == "GET":
        return _settings(request, thread, story, _shown(thread))
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    try:
        switch_thread(
            actor=visit.actor,
            thread_id=thread.id,
            comments_open=bool(typed["comments"]),
            votes_open=typed["votes"] == "open",
            has_votes=typed["votes"] != "off",
            is_premoderated=bool(typed["premoderated"]),
            subscribers_only=bool(typed["subscribers"]),
            note=typed["note"],
            closes_after=_number(typed["closes_after"]),
            slow_minutes=_minutes(typed["slow_minutes"]),
        )
    except Invalid as refusal:
        return _settings(request, thread, story, typed, refusal)
    if story.is_public:
        return HttpResponseRedirect(f"{story.path}#discussion")
    return HttpResponseRedirect(f"/desk/stories/{story.ref}")


@address("desk/stories/<ref:story>/discussion", name="desk-story-discussion", post=EDITORS)
def of_story(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Keeps what was typed in the article's form, and leads to the settings of its discussion."""
    story = story_at(visit, ref)
    actor = visit.actor
    if "headline" in request.POST:
        revision, words = seen_revision(request), typed_words(request)
        save_draft(actor=actor, article_id=story.id, words=words, revision=revision)
    thread_id = open_thread(article_id=story.id, publication_id=actor.publication_id)
    return HttpResponseRedirect(f"/desk/threads/{encode(thread_id)}")


@address(
    "desk/publication/discussions",
    name="desk-discussion-rules",
    get=ADMINISTRATORS,
    post=ADMINISTRATORS,
)
def rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rules with which a discussion begins, and where readers become subscribers."""
    if request.method == "GET":
        kept = discussion_rules(visit.publication.id)
        shown = {
            "votes": "open" if kept.has_votes else "off",
            "premoderated": "1" if kept.is_premoderated else "",
            "subscribers": "1" if kept.subscribers_only else "",
            "closes_after": str(kept.closes_after or ""),
            "subscribe_url": visit.publication.subscribe_url,
        }
        return render(request, "desk/discussion_rules.html", {"given": shown})
    given = {name: request.POST.get(name, "").strip() for name in (*_TYPED, "subscribe_url")}
    try:
        change_discussion_rules(
            actor=visit.actor,
            rules=DiscussionRules(
                closes_after=_number(given["closes_after"]),
                is_premoderated=bool(given["premoderated"]),
                subscribers_only=bool(given["subscribers"]),
                has_votes=given["votes"] != "off",
            ),
            subscribe_url=given["subscribe_url"],
        )
    except Invalid as refusal:
        context = {"given": given, "refusal": refusal}
        return render(request, "desk/discussion_rules.html", context, status=status_of(refusal))
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(request.path)


def _settings(
    request: HttpRequest,
    thread: ThreadView,
    story: StoryDraft,
    given: Mapping[str, str],
    refusal: Invalid | None = None,
) -> HttpResponse:
    context = {"thread": thread, "story": story, "given": given, "refusal": refusal}
    return render(request, "desk/switch.html", context, status=status_of(refusal))


def _shown(thread: ThreadView) -> dict[str, str]:
    return {
        "comments": "1" if thread.comments_open else "",
        "votes": "open" if thread.votes_open else "closed" if thread.has_votes else "off",
        "premoderated": "1" if thread.is_premoderated else "",
        "subscribers": "1" if thread.subscribers_only else "",
        "closes_after": str(days_open(thread) or ""),
        "note": thread.closing_note,
        "slow_minutes": str(thread.slow_minutes or ""),
    }


def _number(typed: str) -> int | None:
    """The number of days; 0, which is refused, for what is no number."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _minutes(typed: str) -> int:
    """The number of minutes; -1, which is refused, for what is no number."""
    if not typed:
        return 0
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1


_TYPED = (
    *("comments", "votes", "premoderated", "subscribers", "closes_after", "note"),
    "slow_minutes",
)

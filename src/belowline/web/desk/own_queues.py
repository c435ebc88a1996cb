"""The desk's page about a team's own queues."""

from collections.abc import Sequence
from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from belowline.core.ids import decode
from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.threads import desk_thread, desk_thread_of_article
from belowline.moderation.queries.labels import labels
from belowline.moderation.queries.reports import REASONS
from belowline.moderation.queries.rules import rules_of
from belowline.moderation.queries.saved_queues import (
    CAUSES,
    NOT_CLEAR,
    SavedQueueView,
    saved_queues,
)
from belowline.moderation.services.saved_queues import (
    LONGEST,
    Wanted,
    add_queue,
    change_queue,
    move_queue,
    remove_queue,
)
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.web.desk.rule_languages import LANGUAGE_NAMES
from belowline.web.http.addresses import address
from belowline.web.http.lookup import article_ids_for
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_PATH = "/desk/own-queues"
_MOVES = {"up": -1, "down": 1}
_MOST_STORIES = 31


@address("desk/own-queues", name="own-queues", get=MODERATORS, post=MODERATORS)
def own_queues(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The queues in their order, and the form that adds one."""
    if request.method == "GET":
        return _page(request, visit)
    try:
        add_queue(
            actor=visit.actor, name=request.POST.get("name", ""), wanted=_wanted(request, visit)
        )
    except Refusal as refusal:
        return _page(request, visit, refusal=refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


@address("desk/own-queues/<ref:saved>", name="own-queue", get=MODERATORS, post=MODERATORS)
def own_queue(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Changes, moves or removes one; the button that was pressed says which."""
    found = _queue_at(visit, ref)
    if request.method == "GET":
        return _page(request, visit, found)
    actor, move = visit.actor, _MOVES.get(request.POST.get("move", ""))
    try:
        if move is not None:
            move_queue(actor=actor, queue_id=found.id, places=move)
        elif "remove" in request.POST:
            remove_queue(actor=actor, queue_id=found.id)
        else:
            wanted = _wanted(request, visit)
            change_queue(
                actor=actor, queue_id=found.id, name=request.POST.get("name", ""), wanted=wanted
            )
    except Refusal as refusal:
        return _page(request, visit, found, refusal=refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(_PATH)


def _queue_at(visit: Visit, ref: str) -> SavedQueueView:
    key = id_from(ref)
    for it in saved_queues(publication_id=visit.publication.id):
        if it.id == key:
            return it
    raise NotFound(gettext("There is no such queue."))


def _wanted(request: HttpRequest, visit: Visit) -> Wanted:
    return Wanted(
        section_ids=_ids(request.POST.getlist("section")),
        thread_ids=_threads(visit, request.POST.get("stories", "")),
        reasons=request.POST.getlist("reason"),
        causes=request.POST.getlist("cause"),
        labels=request.POST.getlist("label"),
        rules=request.POST.getlist("rule"),
        languages=request.POST.getlist("language"),
    )


def _ids(refs: Sequence[str]) -> list[int]:
    found: list[int] = []
    for ref in refs:
        with suppress(ValueError):
            found.append(decode(ref))
    return found


def _threads(visit: Visit, typed: str) -> list[int]:
    """The discussions below the articles at these addresses, one on each line. Raises NotFound."""
    urls = [line.strip()[:2000] for line in typed.splitlines() if line.strip()][:_MOST_STORIES]
    known = article_ids_for(visit, urls)
    found = []
    for url in urls:
        below = (
            desk_thread_of_article(publication_id=visit.publication.id, article_id=known[url])
            if url in known
            else None
        )
        if below is None:
            sentence = gettext("There is no article with a discussion at %(address)s.")
            raise NotFound(sentence % {"address": url}, field="stories")
        found.append(below.id)
    return found


def _page(
    request: HttpRequest,
    visit: Visit,
    chosen: SavedQueueView | None = None,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "own": saved_queues(publication_id=visit.publication.id),
        "chosen": chosen,
        "words": _typed(request) if refusal else _kept(visit, chosen),
        "reasons": REASONS,
        "labels": labels(visit.publication.id),
        "rules": rules_of(visit.publication.id),
        "language_names": {**LANGUAGE_NAMES, NOT_CLEAR: gettext_noop("Not clear")},
        "causes": [(it.value, it.label) for it in CAUSES],
        "most": LONGEST,
        "refusal": refusal,
    }
    return render(request, "desk/own_queues.html", context, status=status_of(refusal))


def _typed(request: HttpRequest) -> dict[str, object]:
    return {
        "name": request.POST.get("name", ""),
        "sections": request.POST.getlist("section"),
        "stories": request.POST.get("stories", ""),
        "reasons": request.POST.getlist("reason"),
        "causes": request.POST.getlist("cause"),
        "labels": request.POST.getlist("label"),
        "rules": request.POST.getlist("rule"),
        "languages": request.POST.getlist("language"),
    }


def _kept(visit: Visit, chosen: SavedQueueView | None) -> dict[str, object]:
    if chosen is None:
        return {}
    refs = {section.id: section.ref for section in visit.publication.sections}
    return {
        "name": chosen.name,
        "sections": [refs[key] for key in chosen.section_ids if key in refs],
        "stories": "\n".join(visit.base_url + card.path for card in _stories(visit, chosen)),
        "reasons": chosen.reasons,
        "causes": chosen.causes,
        "labels": chosen.labels,
        "rules": chosen.rules,
        "languages": chosen.languages,
    }


def _stories(visit: Visit, chosen: SavedQueueView) -> list[ArticleCard]:
    publication_id = visit.publication.id
    threads = [
        desk_thread(publication_id=publication_id, thread_id=key) for key in chosen.thread_ids
    ]
    articles = [it.article_id for it in threads if it is not None]
    known = cards(articles, publication_ids=[publication_id])
    return [known[key] for key in articles if key in known]

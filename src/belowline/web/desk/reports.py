"""The desk's ground: reported comments, decisions on one comment, and the switch of a thread."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from belowline.accounts.policies import check_edits, check_moderates
from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Invalid, NotFound
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.threads import ThreadView, threads_of_articles
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.queries.reports import REASONS, reported_comments
from belowline.moderation.services.decisions import keep_comment, remove_comment, restore_comment
from belowline.newsroom.queries.articles import ArticleCard, article_by_id, newest_articles
from belowline.web.desk.access import require_staff
from belowline.web.http.lookup import comment_at, thread_at

_SWITCHES = 30
"""Of how many of the newest articles the desk offers to open or close the discussion."""


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The comments that readers have reported, those that have waited longest first."""
    actor = require_staff(request, check_moderates)
    waiting = reported_comments(publication_id=actor.publication_id)
    shown = {found.id: found for found in comments([report.comment_id for report in waiting])}
    cases = [(report, shown[report.comment_id]) for report in waiting]
    return render(
        request,
        "desk/reports.html",
        {
            "cases": cases,
            "on_page": {found.ref for found in shown.values()},
            "switches": _switches(actor) if actor.edits else (),
        },
    )


@require_POST
def keep(request: HttpRequest, ref: str) -> HttpResponse:
    """Decides that a reported comment stays."""
    keep_comment(
        actor=require_staff(request, check_moderates), comment_id=comment_at(request, ref).id
    )
    return HttpResponseRedirect("/desk/")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    """Removes a comment for a reason that stands in its place."""

    def act(actor: Actor, comment_id: int) -> None:
        remove_comment(
            actor=actor,
            comment_id=comment_id,
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
        )

    return _decision(request, ref, "desk/remove.html", act)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, ref: str) -> HttpResponse:
    """Puts a removed comment back."""

    def act(actor: Actor, comment_id: int) -> None:
        note = request.POST.get("note", "")
        restore_comment(actor=actor, comment_id=comment_id, note=note)

    return _decision(request, ref, "desk/restore.html", act)


@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, ref: str) -> HttpResponse:
    """Opens or closes a discussion for comments and for votes, each on its own."""
    actor = require_staff(request, check_edits)
    thread = thread_at(request, ref)
    article = article_by_id(thread.article_id)
    if article is None:
        raise NotFound(gettext("This discussion does not exist."))
    if request.method == "GET":
        return render(request, "desk/switch.html", {"thread": thread, "article": article})
    switch_thread(
        actor=actor,
        thread_id=thread.id,
        comments_open="comments" in request.POST,
        votes_open="votes" in request.POST,
        note=request.POST.get("note", ""),
    )
    return HttpResponseRedirect(f"{article.path}#discussion")


def _switches(actor: Actor) -> list[tuple[ArticleCard, ThreadView]]:
    newest = newest_articles(publication_id=actor.publication_id, limit=_SWITCHES)
    thread = threads_of_articles([card.id for card in newest])
    return [(card, thread[card.id]) for card in newest if card.id in thread]


def _decision(
    request: HttpRequest, ref: str, template: str, act: Callable[[Actor, int], None]
) -> HttpResponse:
    actor = require_staff(request, check_moderates)
    found = comment_at(request, ref)
    context = {"comment": found, "reasons": REASONS, "on_page": {ref}}
    if request.method == "GET":
        return render(request, template, context)
    try:
        act(actor, found.id)
    except Invalid as refusal:
        context |= {"refusal": refusal, "note": request.POST.get("note", "")}
        return render(request, template, context, status=refusal.status)
    return HttpResponseRedirect(f"/c/{ref}")

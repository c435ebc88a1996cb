"""The desk's ground: reported comments, and the switch of a thread."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Invalid, NotFound
from belowline.core.subscribers.places import troubled_subscribers
from belowline.core.tasks.failures import failed_tasks
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.held import held_comment_count
from belowline.discussion.queries.threads import ThreadView, threads_of_articles
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.queries.reports import reported_comments
from belowline.newsroom.queries.articles import ArticleCard, article_by_id, newest_articles
from belowline.web.desk.checklist import checklist
from belowline.web.http.addresses import address
from belowline.web.http.lookup import thread_at
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS, MODERATORS

_SWITCHES = 30
"""Of how many of the newest articles the desk offers to open or close the discussion."""


@address("desk/", name="reports", get=MODERATORS)
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The comments that readers have reported, those that have waited longest first."""
    actor = visit.actor
    waiting = reported_comments(publication_id=actor.publication_id)
    shown = {found.id: found for found in comments([report.comment_id for report in waiting])}
    cases = [(report, shown[report.comment_id]) for report in waiting]
    return render(
        request,
        "desk/reports.html",
        {
            "cases": cases,
            "on_page": {found.ref for found in shown.values()},
            "held": held_comment_count(actor.publication_id),
            "switches": _switches(actor) if actor.edits else (),
            "steps": checklist(actor, visit.publication),
            "troubles": _troubles() if actor.administers else (),
        },
    )


@address("desk/threads/<ref:thread>", name="switch", get=EDITORS, post=EDITORS)
def switch(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Opens or closes a discussion for comments and for votes, each on its own."""
    actor = visit.actor
    thread = thread_at(visit, ref)
    article = article_by_id(thread.article_id)
    if article is None:
        raise NotFound(gettext("This discussion does not exist."))
    context = {"thread": thread, "article": article, "days": _days_open(thread, article)}
    if request.method == "GET":
        return render(request, "desk/switch.html", context)
    days = request.POST.get("closes_after", "").strip()
    try:
        switch_thread(
            actor=actor,
            thread_id=thread.id,
            comments_open="comments" in request.POST,
            votes_open="votes" in request.POST,
            note=request.POST.get("note", ""),
            closes_after=_number(days),
        )
    except Invalid as refusal:
        context |= {"refusal": refusal, "days": days}
        return render(request, "desk/switch.html", context, status=status_of(refusal))
    return HttpResponseRedirect(f"{article.path}#discussion")


def _days_open(thread: ThreadView, article: ArticleCard) -> int | str:
    """After how many days it closes by itself; empty: never."""
    return (thread.closes_at - article.published_at).days if thread.closes_at else ""


def _number(typed: str) -> int | None:
    """The number of days; 0, which is refused, for what is no number."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


def _troubles() -> list[str]:
    """What goes on beside the answers and does not, by name; `belowline check` says why."""
    return [*troubled_subscribers(), *(task.name for task in failed_tasks())]


def _switches(actor: Actor) -> list[tuple[ArticleCard, ThreadView]]:
    newest = newest_articles(publication_id=actor.publication_id, limit=_SWITCHES)
    thread = threads_of_articles([card.id for card in newest])
    return [(card, thread[card.id]) for card in newest if card.id in thread]

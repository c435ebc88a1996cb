"""The desk's ground: reported comments, and what else waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.accounts.queries.people import Actor
from belowline.core.subscribers.places import troubled_subscribers
from belowline.core.tasks.failures import failed_tasks_of
from belowline.discussion.queries.comments import comments
from belowline.discussion.queries.held import held_comment_count
from belowline.discussion.queries.threads import ThreadView, threads_of_articles
from belowline.moderation.queries.reports import reported_comments
from belowline.newsroom.queries.articles import ArticleCard, newest_articles
from belowline.web.desk.checklist import checklist
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS

_SWITCHES = 30
"""Of how many of the newest articles the desk offers to open or close the discussion."""


@address("desk/", name="reports", get=MODERATORS)
def reports(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The comments that readers have reported, those that have waited longest first."""
    actor = visit.actor
    waiting = reported_comments(publication_id=actor.publication_id)
    ids = [report.comment_id for report in waiting]
    shown = {found.id: found for found in comments(ids, publication_id=actor.publication_id)}
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
            "troubles": _troubles(actor.publication_id) if actor.administers else (),
        },
    )


def _troubles(publication_id: int) -> list[str]:
    """What goes on beside the answers and does not, by name; `belowline check` says why."""
    failed = failed_tasks_of(publication_id)
    return [*troubled_subscribers(), *(task.name for task in failed)]


def _switches(actor: Actor) -> list[tuple[ArticleCard, ThreadView]]:
    newest = newest_articles(publication_id=actor.publication_id, limit=_SWITCHES)
    thread = threads_of_articles(
        publication_id=actor.publication_id, article_ids=[card.id for card in newest]
    )
    return [(card, thread[card.id]) for card in newest if card.id in thread]

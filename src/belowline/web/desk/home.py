"""The desk's front page: how much waits where, and what else there is to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.subscribers.places import troubled_subscribers
from belowline.core.tasks.failures import failed_tasks_of
from belowline.discussion.queries.threads import ThreadView, threads_of_articles
from belowline.moderation.queries.hand_overs import hand_overs
from belowline.moderation.queries.rules import rules_in_trouble
from belowline.moderation.queries.shifts import shifts
from belowline.newsroom.queries.articles import ArticleCard, newest_articles
from belowline.web.desk.checklist import checklist
from belowline.web.desk.queue_choices import counts, row
from belowline.web.desk.shown_incidents import shown_incidents
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS

_SWITCHES = 30
"""Of how many of the newest articles the desk offers to open or close the discussion."""


@address("desk/", name="desk-home", get=MODERATORS)
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page."""
    actor, moment = visit.actor, now()
    here = {"publication_id": actor.publication_id}
    context = {
        "queues": row(visit),
        "counts": counts(visit, ()),
        "switches": _switches(actor) if actor.edits else (),
        "incidents": shown_incidents(visit) if actor.edits else (),
        "rules_in_trouble": rules_in_trouble(actor.publication_id) if actor.edits else (),
        "on_duty": [it for it in shifts(**here, moment=moment) if it.is_now(moment)],
        "handed_over": hand_overs(**here)[:1],
        "steps": checklist(actor, visit.publication),
        "troubles": _troubles(actor.publication_id) if actor.administers else (),
    }
    return render(request, "desk/home.html", context)


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

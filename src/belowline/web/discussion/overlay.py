"""What is only one reader's on a page that is the same for everybody."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext

from belowline.accounts.policies import barred_from
from belowline.accounts.queries.people import Actor
from belowline.audience.queries.live_readers import told_to_pages
from belowline.audience.services.notifications import mark_news_seen
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.overlay import Overlay, overlay
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.queries.writers import may_write
from belowline.discussion.services.follows import mark_seen
from belowline.moderation.queries.letters import waiting_letters
from belowline.newsroom.queries.articles import article_by_id
from belowline.pages.citations import cited
from belowline.web.http.addresses import address
from belowline.web.http.lookup import thread_at
from belowline.web.http.refusals import wants_json
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import READERS

_SHOWN = 100
"""Votes, and comments, that are listed; those of the newest comments."""


@address("me/threads/<ref:thread>", name="my-thread", get=READERS)
def my_thread(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What is only this reader's in a thread: name, votes, own and held comments, whom they muted.

    For scripts as JSON, else as a page. Whoever follows the thread has seen it now.
    """
    actor = visit.actor
    thread = thread_at(visit, ref)
    mine = overlay(person_id=actor.id, thread=thread)
    if mine.follows:
        mark_seen(actor=actor, thread_ids=[thread.id])
        mark_news_seen(actor=actor, thread_ids=[thread.id])
    if not wants_json(request):
        return _page(request, actor, thread, mine)
    barred = barred_from(person_id=actor.id, publication_id=thread.publication_id)
    letters = waiting_letters(person_id=actor.id, publication_id=thread.publication_id)
    return JsonResponse(
        {
            "name": actor.name,
            "moderates": actor.moderates,
            "edits": actor.edits,
            "may_write": may_write(actor, thread),
            "barred": barred,
            "letters": [
                {
                    "id": it.ref,
                    "subject": it.subject,
                    "language": it.language,
                    "action": gettext("Read the letter"),
                }
                for it in letters
            ],
            "further": _further(len(letters), is_barred=bool(barred)),
            "votes": mine.votes,
            "own": mine.own,
            "follows": mine.follows,
            "muted": mine.muted,
            "held": [
                {
                    "id": each.ref,
                    "html": cited(each.html),
                    "edit": gettext("Hidden until you edit it: edit") if each.reason else "",
                }
                for each in mine.held
            ],
            "notifications": told_to_pages(person_id=actor.id, publication_id=actor.publication_id),
        }
    )


@address("me/roles", name="my-roles", get=READERS)
def my_roles(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What one may do here beyond reading and writing, for scripts of shared pages."""
    actor = visit.actor
    return JsonResponse({"moderates": actor.moderates, "edits": actor.edits})


def _further(number: int, *, is_barred: bool) -> str:
    """What leads to all letters, beside the first of them; empty: nothing."""
    if number > 1:
        return gettext("All %(n)s letters") % {"n": number_format(number)}
    return gettext("See why") if is_barred and not number else ""


def _page(
    request: HttpRequest,
    actor: Actor,
    thread: ThreadView,
    mine: Overlay,
) -> HttpResponse:
    voted = _newest(thread, mine.votes)
    written = _newest(thread, mine.own)
    return render(
        request,
        "discussion/mine.html",
        {
            "thread": thread,
            "article": article_by_id(
                publication_id=thread.publication_id, article_id=thread.article_id
            ),
            "follows": mine.follows,
            "voted": [(each, mine.votes[each.ref]) for each in voted if each.is_published],
            "written": [each for each in written if each.is_published],
            "held": mine.held,
            "barred": barred_from(person_id=actor.id, publication_id=thread.publication_id),
            "letters": waiting_letters(person_id=actor.id, publication_id=thread.publication_id),
        },
    )


def _newest(thread: ThreadView, refs: Collection[str]) -> list[CommentView]:
    ids = [id_from(ref) for ref in sorted(refs, reverse=True)[:_SHOWN]]
    return comments(ids, publication_id=thread.publication_id)

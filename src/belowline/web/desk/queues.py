"""The desk's queues: what waits, one case of it, and what has changed since the page was made."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from belowline.accounts.queries.people import actor
from belowline.accounts.queries.profiles import profile
from belowline.accounts.queries.staff import staff
from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text
from belowline.discussion.queries.label_codes import labels_in
from belowline.discussion.queries.surroundings import surroundings, text_and_revisions
from belowline.discussion.queries.threads import article_ids_of_threads, desk_thread
from belowline.moderation.queries.case_cards import CaseCard
from belowline.moderation.queries.case_file import (
    DecisionView,
    case_notes,
    conduct,
    decisions_on,
    open_reports,
)
from belowline.moderation.queries.closings import closings_of
from belowline.moderation.queries.desk_settings import DeskSettingsView
from belowline.moderation.queries.labels import offered_labels
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.queues import Queue, QueuePage, cards_of, case_card
from belowline.moderation.queries.reasons import offered_reasons, reason_title
from belowline.moderation.queries.rule_matches import matches_of
from belowline.newsroom.queries.articles import article_by_id
from belowline.newsroom.queries.versions import changes
from belowline.web.desk.queue_choices import (
    Choice,
    choice_at,
    counts,
    own_settings,
    page_of,
    row,
)
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_MOST_WATCHED = 100
_STATUSES = {
    "published": gettext_noop("Shown"),
    "held": gettext_noop("Held"),
    "removed": gettext_noop("Removed"),
    "withdrawn": gettext_noop("Deleted by its author"),
    "erased": gettext_noop("Deleted"),
}


@address("desk/queues/<name:queue>", name="queue", get=MODERATORS)
def queue(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """A queue, with its first case beside it where there is room."""
    asked = choice_at(visit, name)
    own = own_settings(visit)
    page = page_of(visit, asked, request.GET.get("after", ""), own.set_aside)
    first = page.cases[0] if page.cases else None
    return queue_answer(request, visit, asked, page, first, own=own, is_chosen=False)


@address("desk/cases/<ref:case>", name="case", get=MODERATORS)
def case(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """One case beside its queue; `part` asks for the case alone, as scripts do."""
    found = case_at(visit, ref)
    own = own_settings(visit)
    if "part" in request.GET:
        return render(request, "desk/case.html", case_context(visit, found, own))
    asked = choice_at(visit, request.GET.get("queue", Queue.NOW))
    page = page_of(visit, asked, request.GET.get("after", ""), own.set_aside)
    return queue_answer(request, visit, asked, page, found, own=own, is_chosen=True)


@address("desk/queues/<name:queue>/state", name="queue-state", get=MODERATORS)
def state(request: HttpRequest, visit: Visit, name: str) -> HttpResponse:
    """How many wait where, and what has become of the cases that a page shows."""
    choice_at(visit, name)
    ids = [id_from(ref) for ref in request.GET.get("cases", "").split(",")[:_MOST_WATCHED] if ref]
    shown = cards_of(ids, publication_id=visit.publication.id)
    answer = {
        "counts": counts(visit, own_settings(visit).set_aside),
        "cases": {
            it.ref: {
                "is_open": it.is_open,
                "line": decision_line(it),
                "decision": it.decision_ref,
                "claimant": claimant_line(it) if it.claimant_id != visit.actor.id else "",
            }
            for it in shown
        },
    }
    return JsonResponse(answer)


def case_at(visit: Visit, ref: str) -> CaseCard:
    """The publication's case. Raises NotFound."""
    found = case_card(publication_id=visit.publication.id, case_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("This case does not exist."))
    return found


def queue_answer(
    request: HttpRequest,
    visit: Visit,
    asked: Choice,
    page: QueuePage,
    chosen: CaseCard | None,
    *,
    own: DeskSettingsView,
    is_chosen: bool,
    refusal: Refusal | None = None,
    words: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page; after a refusal with the words that were entered."""
    shown = {it.id: it for it in comments_with_hidden_text([it.comment_id for it in page.cases])}
    context = {
        "queue": asked,
        "queues": row(visit),
        "counts": counts(visit, own.set_aside),
        "aside": [
            (code, reason_title(code, publication_id=visit.publication.id))
            for code in own.set_aside
        ],
        "own": own,
        "items": [(it, shown.get(it.comment_id)) for it in page.cases],
        "after": page.after,
        "line_of": decision_line,
        "is_chosen": is_chosen,
        "refusal": refusal,
        **(case_context(visit, chosen, own) if chosen else {"case": None}),
        "words": words or {},
    }
    return render(request, "desk/queue.html", context, status=status_of(refusal))


def case_context(visit: Visit, found: CaseCard, own: DeskSettingsView) -> dict[str, Any]:
    """What the page of a case shows to a moderator with these settings."""
    publication_id = visit.publication.id
    (comment,) = comments_with_hidden_text([found.comment_id])
    around = surroundings(comment)
    article_id = article_ids_of_threads([comment])[comment.thread_id]
    decisions = decisions_on(comment.id, publication_id=publication_id)
    had = labels_in(comment.labels)
    to_undo = next((it for it in decisions if it.can_be_undone and not it.label), None)
    writer = comment.author_id if comment.has_profile else None
    return {
        "case": found,
        "own": own,
        "comment": comment,
        "around": around,
        "article": article_by_id(publication_id=publication_id, article_id=article_id),
        "reports": open_reports(comment.id, publication_id=publication_id),
        "decisions": decisions,
        "to_undo": to_undo,
        "labels_on": [it for it in decisions if it.can_be_undone and it.label],
        "labels": [it for it in offered_labels(publication_id) if it.code not in had],
        "notes": case_notes(found.id, publication_id=publication_id),
        "rule_matches": matches_of(comment.id, publication_id=publication_id),
        "edits": _edits(comment),
        "profile": profile(person_id=writer, publication_id=publication_id) if writer else None,
        "conduct": conduct(writer, publication_id=publication_id) if writer else None,
        "writer": actor(person_id=writer, publication_id=publication_id) if writer else None,
        "colleagues": staff(publication_id),
        "thread": desk_thread(publication_id=publication_id, thread_id=comment.thread_id),
        "closings": closings_of(comment.thread_id, publication_id=publication_id)[:1],
        "reasons": offered_reasons(publication_id),
        "ladder": ladder(person_id=writer, publication_id=publication_id) if writer else None,
        "status_word": _STATUSES.__getitem__,
        "line": _held_line(to_undo) if to_undo and comment.is_held else decision_line(found),
        "claimed": claimant_line(found) if found.claimant_id != visit.actor.id else "",
        "words": {},
    }


def decision_line(case: CaseCard) -> str:
    """What was decided, in one line; empty while it waits."""
    if case.is_open or not case.outcome:
        return ""
    words = {
        "outcome": gettext(case.outcome),
        "reason": case.decided_for,
        "name": case.decided_by,
    }
    if case.decided_for and case.decided_by:
        return gettext("%(outcome)s by %(name)s: %(reason)s") % words
    if case.decided_by:
        return gettext("%(outcome)s by %(name)s") % words
    return words["outcome"]


def _held_line(decision: DecisionView) -> str:
    """Who has held what waits: a rule or a colleague."""
    words = {"outcome": gettext(decision.outcome), "name": decision.rule or decision.by}
    if decision.rule:
        return gettext("%(outcome)s by the rule “%(name)s”") % words
    return gettext("%(outcome)s by %(name)s") % words if decision.by else words["outcome"]


def claimant_line(case: CaseCard) -> str:
    """Who is at it."""
    return gettext("%(name)s is deciding") % {"name": case.claimant} if case.claimant_id else ""


def refused_case(
    request: HttpRequest, visit: Visit, found: CaseCard, refusal: Refusal, words: Mapping[str, str]
) -> HttpResponse:
    """The case beside the queue where its form was shown, with what was entered."""
    asked, own = choice_at(visit, request.POST.get("queue", Queue.NOW)), own_settings(visit)
    page = page_of(visit, asked, "", own.set_aside)
    return queue_answer(
        request,
        visit,
        asked,
        page,
        found,
        own=own,
        is_chosen=True,
        refusal=refusal,
        words=words,
    )


def _edits(comment: CommentView) -> Sequence[tuple[Any, Sequence[Any]]]:
    """Each edit with its differences in words, the newest first."""
    text, revisions = text_and_revisions(comment)
    newer = [text, *(it.text for it in revisions)]
    return [(it, changes(it.text, newer[at])) for at, it in enumerate(revisions)]

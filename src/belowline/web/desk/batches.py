"""Decisions on many comments at once: shown first, then made, and undone as one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text
from belowline.moderation.queries.batches import BatchView, batch, batches, samples_of_batch
from belowline.moderation.queries.labels import offered_labels
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.services.batches import BatchMade, decide_on_many
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.undoing import undo_batch
from belowline.web.desk.gathering import Wanted, find, wanted
from belowline.web.desk.seen import seen_versions
from belowline.web.http.addresses import address
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import MODERATORS

_SAMPLES = 10
_WORDS = ("reason", "clause", "explanation", "note", "label")


@address("desk/batches/new", name="batch-new", get=MODERATORS, post=MODERATORS)
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Which comments it would be, with the form; posting decides on those that were shown.

    After a refusal the form is there again with the words that were entered.
    """
    asked = wanted(visit, request.GET)
    if request.method == "GET":
        found = find(visit, asked)
        return _form(request, visit, asked, found.seen, is_cut=found.is_cut)
    seen = request.POST.get("seen", "")
    words = {name: request.POST.get(name, "") for name in _WORDS}
    try:
        made = decide_on_many(
            actor=visit.actor,
            seen=seen_versions(seen),
            outcome=request.POST.get("outcome", ""),
            grounds=_grounds(words),
            gathering=asked.gathering,
        )
    except Refusal as refusal:
        return _form(request, visit, asked, seen, refusal=refusal, words=words)
    messages.success(request, _told(made))
    return HttpResponseRedirect(f"/desk/batches/{made.ref}")


@address("desk/batches", name="batches", get=MODERATORS)
def made_so_far(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All batches, the newest first, and the form that looks for a phrase."""
    before = request.GET.get("before", "")
    rows = batches(publication_id=visit.publication.id, before=id_from(before) if before else None)
    return render(request, "desk/batches.html", {"batches": rows})


@address("desk/batches/<ref:batch>", name="batch", get=MODERATORS)
def one(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What was decided, with some of the comments, and the button that undoes it."""
    return _page(request, visit, _batch_at(visit, ref))


@address("desk/batches/<ref:batch>/undo", name="batch-undo", post=MODERATORS)
def undo(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """Takes the batch back."""
    found = _batch_at(visit, ref)
    try:
        number, left = undo_batch(actor=visit.actor, batch_id=found.id)
    except Refusal as refusal:
        return _page(request, visit, found, refusal)
    sentence = ngettext(
        "The decision on %(n)s comment is undone.",
        "The decisions on %(n)s comments are undone.",
        number,
    )
    told = [sentence % {"n": number}]
    if left:
        sentence = ngettext(
            "%(n)s was decided on again or deleted since and stays as it is.",
            "%(n)s were decided on again or deleted since and stay as they are.",
            left,
        )
        told.append(sentence % {"n": left})
    messages.success(request, " ".join(told))
    return HttpResponseRedirect(f"/desk/batches/{ref}")


def _grounds(words: Mapping[str, str]) -> Grounds:
    said = (words["reason"], words["clause"], words["explanation"], words["note"])
    return Grounds(*said, label=words["label"])


def _form(
    request: HttpRequest,
    visit: Visit,
    asked: Wanted,
    seen: str,
    *,
    is_cut: bool = False,
    refusal: Refusal | None = None,
    words: Mapping[str, str] | None = None,
) -> HttpResponse:
    versions = seen_versions(seen)
    context = {
        "asked": asked,
        "is_cut": is_cut,
        "seen": seen,
        "number": len(versions),
        "samples": _comments(visit, list(versions)[:_SAMPLES]),
        "reasons": offered_reasons(visit.publication.id),
        "labels": offered_labels(visit.publication.id),
        "chosen": request.POST.get("outcome", ""),
        "refusal": refusal,
        "words": words or {},
    }
    return render(request, "desk/batch_new.html", context, status=status_of(refusal))


def _page(
    request: HttpRequest, visit: Visit, found: BatchView, refusal: Refusal | None = None
) -> HttpResponse:
    ids = samples_of_batch(publication_id=visit.publication.id, batch_id=found.id)
    context: dict[str, Any] = {"batch": found, "samples": _comments(visit, ids), "refusal": refusal}
    return render(request, "desk/batch.html", context, status=status_of(refusal))


def _comments(visit: Visit, ids: Sequence[int]) -> list[CommentView]:
    """Those of these comments that are the publication's."""
    known = {it.id: it for it in comments_with_hidden_text(ids)}
    here = visit.publication.id
    return [known[key] for key in ids if key in known and known[key].publication_id == here]


def _batch_at(visit: Visit, ref: str) -> BatchView:
    found = batch(publication_id=visit.publication.id, batch_id=id_from(ref))
    if found is None:
        raise NotFound(gettext("This batch does not exist."))
    return found


def _told(made: BatchMade) -> str:
    sentence = ngettext("Decided on %(n)s comment.", "Decided on %(n)s comments.", made.number)
    told = [sentence % {"n": made.number}]
    if made.edited:
        sentence = ngettext(
            "%(n)s was edited since you opened it and stays as it was.",
            "%(n)s were edited since you opened them and stay as they were.",
            made.edited,
        )
        told.append(sentence % {"n": made.edited})
    if made.otherwise:
        sentence = ngettext(
            "%(n)s stays as it was: decided on meanwhile, or it has replies or the label.",
            "%(n)s stay as they were: decided on meanwhile, or they have replies or the label.",
            made.otherwise,
        )
        told.append(sentence % {"n": made.otherwise})
    return " ".join(told)

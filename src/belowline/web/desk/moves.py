"""The desk's page on which discussions are merged and split: shown first, then done, undone."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.ids import decode
from belowline.core.refusals import NotFound, Refusal
from belowline.discussion.queries.moves import conversations, move_preview, moves_of
from belowline.discussion.services.moves import (
    merge_discussions,
    split_discussion,
    undo_move,
)
from belowline.newsroom.queries.articles import ArticleCard, cards
from belowline.newsroom.queries.desk_stories import headlines
from belowline.web.desk.story import story_at
from belowline.web.http.addresses import address
from belowline.web.http.lookup import article_ids_for
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_MOST_ROOTS = 200


@address("desk/stories/<ref:story>/moves", name="desk-story-moves", get=EDITORS, post=EDITORS)
def moves(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What can be merged and split. Posting shows what would go; with `confirm` it goes."""
    found = story_at(visit, ref)
    if request.method == "GET":
        return _page(request, visit, found.id, ref)
    roots = _roots(request) if "split" in request.POST else None
    try:
        other = _other(visit, request.POST.get("into", ""))
        if "confirm" not in request.POST:
            return _preview(request, visit, found.id, ref, other, roots)
        _move(visit, found.id, other.id, roots)
    except Refusal as refusal:
        return _page(request, visit, found.id, ref, refusal)
    messages.success(request, gettext("Done. You can undo it here."))
    return HttpResponseRedirect(request.path)


@address("desk/stories/<ref:story>/moves/<ref:move>/undo", name="desk-move-undo", post=EDITORS)
def undo(request: HttpRequest, visit: Visit, ref: str, move: str) -> HttpResponse:
    """Brings back what went."""
    undo_move(actor=visit.actor, move_id=id_from(move))
    messages.success(request, gettext("Undone."))
    return HttpResponseRedirect(f"/desk/stories/{ref}/moves")


def _move(visit: Visit, article_id: int, into: int, roots: list[int] | None) -> None:
    if roots is None:
        merge_discussions(actor=visit.actor, article_id=article_id, into=into)
    else:
        split_discussion(actor=visit.actor, article_id=article_id, roots=roots, into=into)


def _other(visit: Visit, typed: str) -> ArticleCard:
    """The other article, by its address. Raises NotFound."""
    ids = article_ids_for(visit, [typed.strip()[:2000]])
    found = cards(ids.values(), publication_ids=[visit.publication.id])
    if not found:
        raise NotFound(gettext("There is no article at this address."), field="into")
    return next(iter(found.values()))


def _roots(request: HttpRequest) -> list[int]:
    found: list[int] = []
    for ref in request.POST.getlist("root")[:_MOST_ROOTS]:
        with suppress(ValueError):
            found.append(decode(ref))
    return found


def _preview(
    request: HttpRequest,
    visit: Visit,
    article_id: int,
    ref: str,
    other: ArticleCard,
    roots: list[int] | None,
) -> HttpResponse:
    preview = move_preview(
        publication_id=visit.publication.id, article_id=article_id, into=other.id, roots=roots
    )
    if preview is None:
        raise NotFound(gettext("There is no discussion below this article."), field="into")
    context = {
        "ref": ref,
        "other": other,
        "preview": preview,
        "roots": request.POST.getlist("root")[:_MOST_ROOTS],
        "is_split": roots is not None,
    }
    return render(request, "desk/move_preview.html", context)


def _page(
    request: HttpRequest, visit: Visit, article_id: int, ref: str, refusal: Refusal | None = None
) -> HttpResponse:
    before = None
    with suppress(ValueError):
        before = decode(request.GET.get("before", ""))
    made = moves_of(publication_id=visit.publication.id, article_id=article_id)
    ids = {it.source_article_id for it in made} | {it.target_article_id for it in made}
    context = {
        "story": story_at(visit, ref),
        "conversations": conversations(
            publication_id=visit.publication.id, article_id=article_id, before=before
        ),
        "chosen": request.POST.getlist("root"),
        "into": request.POST.get("into", ""),
        "is_split": "split" in request.POST,
        "moves": made,
        "headlines": headlines(publication_id=visit.publication.id, article_ids=ids),
        "refusal": refusal,
    }
    return render(request, "desk/moves.html", context, status=status_of(refusal))

"""The desk's page that orders a front page, and says what is happening right now."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, NotFound, Refusal
from belowline.newsroom.queries.desk_front import FrontAtDesk, front_at_desk
from belowline.newsroom.queries.drafts import typed_moment
from belowline.newsroom.queries.publications import SectionView
from belowline.newsroom.services.front_pages import (
    LONGEST_BREAKING,
    order_front,
    set_breaking,
    set_front_rule,
)
from belowline.web.desk.stories import STANDINGS
from belowline.web.desk.story import seen_revision
from belowline.web.http.addresses import address
from belowline.web.http.lookup import article_for
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit, id_from
from belowline.web.http.who import EDITORS

_PATH = "/desk/front"
_MOVES = {"up": -1, "down": 1}


@address("desk/front", name="desk-front", get=EDITORS, post=EDITORS)
def front(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The front page of the publication."""
    return _front(request, visit, None)


@address("desk/front/<ref:part>", name="desk-section-front", get=EDITORS, post=EDITORS)
def section_front(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The front page of one of its sections."""
    section_id = id_from(ref)
    for section in visit.publication.sections:
        if section.id == section_id:
            return _front(request, visit, section)
    raise NotFound(gettext("There is no such section."))


def _front(request: HttpRequest, visit: Visit, section: SectionView | None) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            _change(request, visit, section.id if section else None)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(f"{_PATH}/{section.ref}" if section else _PATH)
    shown = front_at_desk(visit.publication.id, section.id if section else None)
    context = {
        "section": section,
        "front": shown,
        "standings": STANDINGS,
        "refusal": refusal,
        "longest": LONGEST_BREAKING,
        "breaking": _typed(request, visit, shown),
        "typed_address": request.POST.get("address", ""),
    }
    return render(request, "desk/front.html", context, status=status_of(refusal))


def _change(request: HttpRequest, visit: Visit, section_id: int | None) -> None:
    """Does what the button says that was pressed."""
    sent = request.POST
    if "rule" in sent:
        set_front_rule(actor=visit.actor, section_id=section_id, rule=sent["rule"])
    elif "breaking" in sent:
        linked = sent.get("linked", "").strip()
        text = sent["breaking"] if "clear" not in sent else ""
        set_breaking(
            actor=visit.actor,
            section_id=section_id,
            text=text,
            until=sent.get("until", ""),
            article_id=_article_at(visit, linked, field="linked") if linked and text else None,
        )
    else:
        order_front(
            actor=visit.actor,
            section_id=section_id,
            article_ids=_ordered(request, visit),
            revision=seen_revision(request),
        )


def _ordered(request: HttpRequest, visit: Visit) -> Sequence[int]:
    """The articles of the form in the order that the button wants."""
    sent = request.POST
    places = [id_from(ref) for ref in sent.getlist("place")[:100]]
    for name, by in _MOVES.items():
        if name in sent:
            return _moved(places, id_from(sent[name]), by)
    if "top" in sent:
        return [id_from(sent["top"]), *places]
    if "off" in sent:
        off = id_from(sent["off"])
        return [place for place in places if place != off]
    if "add" in sent:
        return [*places, id_from(sent["add"])]
    if typed := sent.get("address", "").strip():
        return [*places, _article_at(visit, typed, field="address")]
    return places


def _moved(places: list[int], article_id: int, by: int) -> Sequence[int]:
    if article_id not in places:
        return places
    at = places.index(article_id)
    to = min(max(at + by, 0), len(places) - 1)
    places.insert(to, places.pop(at))
    return places


def _article_at(visit: Visit, typed: str, *, field: str) -> int:
    article = article_for(visit, typed)
    if article is None:
        raise Invalid(gettext("There is no article at this address."), field=field)
    return article.id


def _typed(request: HttpRequest, visit: Visit, shown: FrontAtDesk) -> dict[str, str]:
    """The line's form as it was sent, or else as it is."""
    if "breaking" in request.POST:
        return {name: request.POST.get(name, "") for name in ("breaking", "until", "linked")}
    return {
        "breaking": shown.breaking,
        "until": typed_moment(shown.breaking_until, visit.publication.zone),
        "linked": shown.breaking_path,
    }

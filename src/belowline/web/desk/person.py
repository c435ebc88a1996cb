"""The desk's page about one reader: what they said, what was decided, how they stand; badges."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.accounts.queries.former_names import former_names
from belowline.accounts.queries.people import Actor, actors, actors_of
from belowline.accounts.queries.profiles import Profile
from belowline.accounts.queries.staff import desk_badges, kinds_of_badges
from belowline.accounts.queries.ways_in import ways_in
from belowline.accounts.services.badges import protect, set_badges
from belowline.accounts.services.subscribers import end_of_day
from belowline.core.refusals import Invalid, Refusal
from belowline.discussion.queries.people import everything_by
from belowline.moderation.queries.case_file import conduct
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.likeness import likenesses
from belowline.moderation.queries.likeness_searches import last_likeness_search
from belowline.moderation.queries.person_file import (
    decisions_about,
    decisions_on_comments,
    person_notes,
)
from belowline.moderation.queries.reasons import offered_reasons
from belowline.moderation.queries.reporters import reporting
from belowline.web.http.addresses import address
from belowline.web.http.lookup import profile_at
from belowline.web.http.statuses import status_of
from belowline.web.http.visit import Visit
from belowline.web.http.who import MODERATORS

WORDS = ("reason", "explanation", "note", "days")
OUTCOMES = ("reminded", "warned", "slowed", "checked", "suspended", "closed", "muted")
_DAYS = ("1", "7", "30")


@address("desk/people/<ref:person>", name="desk-person", get=MODERATORS, post=MODERATORS)
def person(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The page; its form changes the badges and the trust that the desk gives."""
    actor = visit.actor
    shown = profile_at(visit, ref)
    if request.method == "GET":
        return person_page(request, visit, shown)
    until = request.POST.get("subscriber_until", "").strip()
    try:
        set_badges(
            actor=actor,
            person_id=shown.id,
            kinds=frozenset(request.POST.getlist("badges")),
            is_trusted="trusted" in request.POST,
            subscriber_until=end_of_day(until, visit.publication.zone) if until else None,
        )
        if actor.edits:
            protect(actor=actor, person_id=shown.id, is_protected="protected" in request.POST)
    except Invalid as refusal:
        return person_page(request, visit, shown, refusal)
    messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(request.path)


def person_page(
    request: HttpRequest, visit: Visit, shown: Profile, refusal: Refusal | None = None
) -> HttpResponse:
    """The page; after a refusal with what was entered."""
    person_id, publication_id = shown.id, visit.publication.id
    said = everything_by(
        person_id=person_id, publication_id=publication_id, after=request.GET.get("after") or None
    )
    last = decisions_on_comments([it.id for it in said.comments], **_of(visit))
    context = {
        "profile": shown,
        "person": _as_actor(shown, visit),
        "conduct": conduct(person_id, publication_id=publication_id),
        "ladder": ladder(person_id=person_id, publication_id=publication_id),
        "decisions": decisions_about(person_id=person_id, publication_id=publication_id),
        "notes": person_notes(person_id=person_id, publication_id=publication_id),
        "likeness_search": last_likeness_search(person_id=person_id, **_of(visit)),
        "likenesses": likenesses(person_id=person_id, viewer=visit.actor),
        "reporting": reporting(person_id, publication_id=publication_id),
        "names": former_names(person_id=shown.id),
        "ways": ways_in(person_id=shown.id),
        "said": [(it, last.get(it.id)) for it in said.comments],
        "after": said.after,
        "reasons": offered_reasons(visit.publication.id),
        "outcomes": OUTCOMES,
        "moderates_several": sum(it.moderates for it in actors_of(visit.actor)) > 1,
        "usual_days": _DAYS,
        "words": {name: request.POST.get(name, "") for name in (*WORDS, "outcome")},
        "refusal": refusal,
        **_badges(request, visit, shown, is_refused=refusal is not None),
    }
    return render(request, "desk/person.html", context, status=status_of(refusal))


def _badges(
    request: HttpRequest, visit: Visit, shown: Profile, *, is_refused: bool
) -> Mapping[str, Any]:
    known = desk_badges(person_id=shown.id, **_of(visit))
    zone = visit.publication.zone
    is_typed = is_refused and "badges-form" in request.POST
    return {
        "desk_badges": known,
        "given": request.POST.getlist("badges") if is_typed else known.by_desk,
        "is_trusted": "trusted" in request.POST if is_typed else known.is_trusted,
        "until": request.POST.get("subscriber_until", _last_day(known.ends_at, zone)),
        "listed_until": _last_day(known.listed_until, zone),
        "kinds": kinds_of_badges(),
    }


def _as_actor(shown: Profile, visit: Visit) -> Actor:
    return actors(people={shown.id: shown.name}, **_of(visit))[shown.id]


def _of(visit: Visit) -> dict[str, int]:
    return {"publication_id": visit.publication.id}


def _last_day(ends_at: datetime | None, zone: ZoneInfo) -> str:
    return (ends_at - timedelta(seconds=1)).astimezone(zone).date().isoformat() if ends_at else ""

"""An editor makes offers, changes them, and takes them off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.accounts.services.limited_acts import count_article_picture
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import decode
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.web_addresses import is_whole
from belowline.network.events import OffersChanged
from belowline.network.models import Offer, OfferPicture
from belowline.network.queries.offers import OfferView, offer_view
from belowline.newsroom.models import Section
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.story_fields import moment_of

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK = 120, 300, 2000
LARGEST_WEIGHT, LARGEST_CAP = 100, 100_000_000
MOST_OFFERS = 200
_LONGEST_NUMBER = 12


class OfferForm(TypedDict):
    """An offer as its form has it: without `offer_id` a new one; `sections` are refs."""

    offer_id: int | None
    words: Mapping[str, str]
    places: Sequence[str]
    sections: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Fields:
    title: str
    text: str
    link: str
    label: str
    sections: Sequence[int]
    places: Sequence[str]
    weight: int
    daily_cap: int | None
    starts_at: datetime
    ends_at: datetime | None


def save_offer(*, actor: Actor, picture: bytes | None, **typed: Unpack[OfferForm]) -> int:
    """Keeps an offer as it was typed, and returns its id.

    `picture` is a file that takes the place of what there is. Called outside transactions. Raises
    NotAllowed, NotFound, Conflict for too many, Invalid for a field, and for the picture TooLarge
    or TooMany.
    """
    check_edits(actor)
    offer_id, fields = typed["offer_id"], _checked(actor, typed)
    made = _made(actor, picture) if picture else None
    with transaction.atomic():
        offer = _filled(_locked(actor, offer_id), fields)
        offer.save()
        if made is not None:
            OfferPicture.objects.update_or_create(offer=offer, defaults=made)
        _told(actor, offer, "offer changed" if offer_id else "offer made")
    return offer.id


def preview_offer(*, actor: Actor, **typed: Unpack[OfferForm]) -> OfferView:
    """The offer as it would be shown, with the picture that it has; nothing is kept.

    Raises NotAllowed, NotFound, Conflict, or Invalid for a field.
    """
    check_edits(actor)
    fields = _checked(actor, typed)
    with transaction.atomic():
        offer = _filled(_locked(actor, typed["offer_id"]), fields)
    return offer_view(offer)


@transaction.atomic
def switch_offer(*, actor: Actor, offer_id: int, is_on: bool) -> None:
    """Shows it, or takes it off; its figures stay. Raises NotAllowed or NotFound."""
    check_edits(actor)
    offer = _locked(actor, offer_id)
    offer.is_on = is_on
    offer.save(update_fields=["is_on"])
    _told(actor, offer, "offer shown" if is_on else "offer taken off")


def _locked(actor: Actor, offer_id: int | None) -> Offer:
    own = Offer.objects.filter(publication_id=actor.publication_id)
    if offer_id is None:
        if own.filter(is_on=True).count() >= MOST_OFFERS:
            raise Conflict(
                gettext("There can be up to %(n)s offers at once. Please take one off first.")
                % {"n": MOST_OFFERS}
            )
        return Offer(publication_id=actor.publication_id)
    offer = own.select_for_update().filter(pk=offer_id).first()
    if offer is None:
        raise NotFound(gettext("There is no such offer."))
    return offer


def _filled(offer: Offer, fields: _Fields) -> Offer:
    for name in _Fields.__slots__:
        setattr(offer, name, getattr(fields, name))
    return offer


def _made(actor: Actor, picture: bytes) -> dict[str, Any]:
    count_article_picture(person_id=actor.id)
    # Pillow takes 12 MB of memory; only a worker to which somebody sends a picture has it.
    making = import_module("belowline.newsroom.pictures.logo")
    made = making.made_offer_picture(picture)
    return {name: getattr(made, name) for name in ("digest", "content", "width", "height")}


def _checked(actor: Actor, typed: OfferForm) -> _Fields:
    words = typed["words"]
    title = clean_line(words.get("title", ""), most=LONGEST_TITLE, field="title")
    if not title:
        raise Invalid(gettext("An offer needs a title."), field="title")
    if words.get("label") not in Offer.Label.values:
        raise Invalid(gettext("Please say whether someone pays for it."), field="label")
    zone = zone_of(actor.publication_id)
    starts = moment_of(words.get("starts_at", ""), zone, field="starts_at") or now()
    ends = moment_of(words.get("ends_at", ""), zone, field="ends_at")
    if ends is not None and ends <= starts:
        raise Invalid(gettext("It has to end after it begins."), field="ends_at")
    return _Fields(
        title,
        clean_line(words.get("text", ""), most=LONGEST_TEXT, field="text"),
        _link(words.get("link", "")),
        words["label"],
        _sections(actor, typed["sections"]),
        sorted(set(typed["places"]) & set(Offer.Place.values)),
        _number(words.get("weight", "") or "10", LARGEST_WEIGHT, "weight"),
        _number(words["daily_cap"], LARGEST_CAP, "daily_cap") if words.get("daily_cap") else None,
        starts,
        ends,
    )


def _link(typed: str) -> str:
    link = clean_line(typed, most=LONGEST_LINK, field="link")
    if not is_whole(link):
        raise Invalid(
            gettext("Please enter a whole address, beginning with https://."), field="link"
        )
    return link


def _number(typed: str, largest: int, field: str) -> int:
    typed = typed.strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) < _LONGEST_NUMBER
    if not is_number or not 1 <= int(typed) <= largest:
        raise Invalid(
            gettext("Please enter a number from 1 to %(most)s.") % {"most": largest}, field=field
        )
    return int(typed)


def _sections(actor: Actor, refs: Sequence[str]) -> list[int]:
    own = set(
        Section.objects.filter(publication_id=actor.publication_id).values_list("id", flat=True)
    )
    try:
        ids = {decode(ref) for ref in refs}
    except ValueError:
        ids = {0}
    if not ids <= own:
        raise Invalid(gettext("There is no such section."), field="sections")
    return sorted(ids)


def _told(actor: Actor, offer: Offer, action: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="offer",
        subject_id=offer.id,
        reason="",
        details={"title": offer.title},
    )
    publish(OffersChanged(publication_id=actor.publication_id))

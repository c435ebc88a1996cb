"""Offers as they stand beside articles, and as the desk has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Sum

from belowline.core.clock import now
from belowline.core.events import SITE
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.network.models import Offer, OfferDay, OfferPicture
from belowline.network.rotation import chosen
from belowline.newsroom.queries.publications import PublicationView

SHOWN = 3
"""Offers on a page at the most."""
PLACES = tuple(Offer.Place.values)
"""Kinds of pages on which offers stand."""
_TURN = 60
"""Seconds after which a page may have others."""
_KEPT_FOR = 15.0
"""Seconds for which it is known which offers are on, and which were seen often enough today."""
_MOST_RUNNING = 200


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer; `picture` is the digest of its picture, or empty."""

    id: int
    title: str
    text: str
    link: str
    label: str
    sections: tuple[int, ...]
    places: tuple[str, ...]
    weight: int
    daily_cap: int | None
    starts_at: datetime
    ends_at: datetime | None
    is_on: bool
    picture: str
    width: int
    height: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def is_advertisement(self) -> bool:
        """Whether somebody pays for it."""
        return self.label == Offer.Label.ADVERTISEMENT.value

    @property
    def has_ended(self) -> bool:
        """Whether its time is over."""
        return self.ends_at is not None and self.ends_at <= now()

    @property
    def is_running(self) -> bool:
        """Whether it is its time."""
        return self.is_on and self.starts_at <= now() and not self.has_ended


@dataclass(frozen=True, slots=True)
class DayFigures:
    """How often an offer was seen and pressed on a day."""

    day: date
    views: int
    presses: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The offers on a page, and when the first of them ends or another one begins that could stand
    there.
    """

    offers: tuple[OfferView, ...] = ()
    changes_at: datetime | None = None


def offers_beside(
    publication: PublicationView, *, place: str, path: str, section_id: int | None
) -> Beside:
    """The offers on this page at this minute, the same for everybody."""
    fitting = [it for it in _kept_on(publication) if _fits(it, place, section_id)]
    if not fitting:
        return Beside()
    running = [offer for offer in fitting if offer.is_running]
    minute = int(now().timestamp()) // _TURN
    shown = tuple(chosen(running, key=f"{path} {minute}", number=SHOWN))
    begins = (it.starts_at for it in fitting if it.starts_at > now())
    return Beside(shown, min((*begins, *_ends(shown)), default=None))


def running_offer(publication: PublicationView, offer_id: int) -> OfferView | None:
    """The offer, if it is the publication's and on its pages now."""
    found = (it for it in _kept_on(publication) if it.id == offer_id and it.is_running)
    return next(found, None)


def offers_at_desk(publication_id: int) -> list[OfferView]:
    """All offers of a publication, the newest first."""
    rows = Offer.objects.filter(publication_id=publication_id).select_related("picture")
    return [offer_view(row) for row in rows.defer("picture__content").order_by("-made_at", "-id")]


def offer_at_desk(*, publication_id: int, offer_id: int) -> OfferView | None:
    """One of them, or None."""
    return next((it for it in offers_at_desk(publication_id) if it.id == offer_id), None)


def days_of(*, publication_id: int, offer_id: int, first: date, last: date) -> list[DayFigures]:
    """Every day from the first to the last, in their order, also those without any figures."""
    rows = OfferDay.objects.filter(
        offer__publication_id=publication_id, offer_id=offer_id, day__gte=first, day__lte=last
    )
    found = {row.day: DayFigures(row.day, row.views, row.presses) for row in rows}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [found.get(day, DayFigures(day, 0, 0)) for day in days]


def totals(publication_id: int) -> dict[int, tuple[int, int]]:
    """How often each offer of the publication was seen and pressed in all, by id."""
    rows = OfferDay.objects.filter(offer__publication_id=publication_id).order_by()
    sums = rows.values_list("offer_id").annotate(Sum("views"), Sum("presses"))
    return {offer_id: (views, presses) for offer_id, views, presses in sums}


def offer_picture(*, publication_id: int, digest: str) -> bytes | None:
    """The picture with this digest of one of the publication's offers."""
    rows = OfferPicture.objects.filter(offer__publication_id=publication_id, digest=digest)
    found = rows.values_list("content", flat=True).first()
    return bytes(found) if found is not None else None


def offer_view(row: Offer) -> OfferView:
    """The offer as pages show it."""
    picture = getattr(row, "picture", None)
    return OfferView(
        row.id,
        row.title,
        row.text,
        row.link,
        row.label,
        tuple(row.sections),
        tuple(row.places),
        row.weight,
        row.daily_cap,
        row.starts_at,
        row.ends_at,
        row.is_on,
        picture.digest if picture else "",
        picture.width if picture else 0,
        picture.height if picture else 0,
    )


def _ends(offers: Sequence[OfferView]) -> list[datetime]:
    return [it.ends_at for it in offers if it.ends_at is not None]


def _kept_on(publication: PublicationView) -> Sequence[OfferView]:
    name = SITE.format(publication_id=publication.id)
    return kept(name, "offers", lambda: _on(publication), seconds=_KEPT_FOR)


def _on(publication: PublicationView) -> Sequence[OfferView]:
    """Those that are on or will be, without those that were seen often enough today."""
    rows = Offer.objects.filter(publication_id=publication.id, is_on=True)
    found = rows.select_related("picture").defer("picture__content").order_by("id")
    offers = [it for row in found[:_MOST_RUNNING] if not (it := offer_view(row)).has_ended]
    capped = {it.id: it.daily_cap for it in offers if it.daily_cap is not None}
    if not capped:
        return offers
    day = now().astimezone(publication.zone).date()
    today = OfferDay.objects.filter(offer__in=list(capped), day=day)
    full = {key for key, views in today.values_list("offer_id", "views") if views >= capped[key]}
    return [it for it in offers if it.id not in full]


def _fits(offer: OfferView, place: str, section_id: int | None) -> bool:
    is_in_section = not offer.sections or section_id in offer.sections
    return is_in_section and (not offer.places or place in offer.places)

"""What stands beside articles of offers and of other sites."""

from dataclasses import dataclass
from datetime import datetime

from belowline.network.queries.offers import OfferView, offers_beside
from belowline.network.queries.sites import Elsewhere, trending_elsewhere
from belowline.newsroom.queries.article_times import earliest
from belowline.newsroom.queries.publications import PublicationView


@dataclass(frozen=True, slots=True)
class Network:
    """Offers, and articles of other sites; `changes_at` is when others stand there by the clock
    alone.
    """

    offers: tuple[OfferView, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    changes_at: datetime | None = None


def network_beside(publication: PublicationView, *, place: str, path: str, section: str) -> Network:
    """What stands beside the page at `path`, of this place (models.Offer), in the section with
    this slug, or in none.
    """
    part = publication.section(section)
    beside = offers_beside(
        publication, place=place, path=path, section_id=part.id if part else None
    )
    elsewhere = trending_elsewhere(publication)
    pictures = (it.picture.changes_at for it in elsewhere if it.picture)
    return Network(beside.offers, elsewhere, earliest(beside.changes_at, *pictures))

"""Which publication a request is for, and its sections."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from belowline.core.bulk_sql import select_rows
from belowline.newsroom.models import Publication, Section


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section, as navigation shows it."""

    id: int
    slug: str
    name: str

    @property
    def path(self) -> str:
        """The section's address on its publication's site."""
        return f"/{self.slug}"


@dataclass(frozen=True, slots=True)
class PublicationView:
    """A publication with its sections in their order."""

    id: int
    slug: str
    name: str
    tagline: str
    owner: str
    time_zone: str
    language: str
    sections: tuple[SectionView, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that dates are shown in."""
        return ZoneInfo(self.time_zone)


def publication_for_host(host: str) -> PublicationView | None:
    """The publication at this host name; else the oldest, which answers for every other name."""
    found = Publication.objects.filter(host=host).exclude(host="").first()
    return _view(found or Publication.objects.order_by("founded_at", "id").first())


def publication_ids_by_host(hosts: Collection[str]) -> dict[str, int]:
    """The ids of the publications that `publication_for_host` gives, in one query."""
    rows = sorted(select_rows(Publication, ["founded_at", "id", "host"]))
    named = {host: key for _, key, host in reversed(rows) if host}
    return {host: named.get(host, rows[0][1]) for host in hosts} if rows else {}


def publication_by_slug(slug: str) -> PublicationView | None:
    """The publication with this short name."""
    return _view(Publication.objects.filter(slug=slug).first())


def publication_by_id(publication_id: int) -> PublicationView | None:
    """The publication with this id."""
    return _view(Publication.objects.filter(pk=publication_id).first())


def zone_of(publication_id: int) -> ZoneInfo:
    """The time zone in which it is printed."""
    ((zone,),) = select_rows(Publication, ["time_zone"], id=[publication_id])
    return ZoneInfo(zone)


def publication_slugs() -> list[str]:
    """The short names of all publications, the oldest first."""
    return list(Publication.objects.order_by("founded_at", "id").values_list("slug", flat=True))


def publication_names() -> dict[int, str]:
    """The names of all publications, by id."""
    return dict(Publication.objects.values_list("id", "name"))


def _view(publication: Publication | None) -> PublicationView | None:
    if publication is None:
        return None
    sections = Section.objects.filter(publication=publication)
    return PublicationView(
        publication.id,
        publication.slug,
        publication.name,
        publication.tagline,
        publication.owner,
        publication.time_zone,
        publication.language,
        tuple(SectionView(section.id, section.slug, section.name) for section in sections),
    )

"""Which article is at an address: one of today or of before, on this site or elsewhere."""

from collections.abc import Collection

from belowline.core.web_addresses import one_spelling
from belowline.newsroom.models import FormerAddress
from belowline.newsroom.queries.articles import cards, published_articles
from belowline.newsroom.queries.publications import SectionView


def moved_to(*, publication_id: int, section: SectionView, slug: str) -> str | None:
    """The path of the article that was at this address before, or None."""
    former = FormerAddress.objects.filter(
        publication_id=publication_id, section_id=section.id, slug=slug
    )
    found = former.values_list("article_id", flat=True).first()
    card = cards([found]).get(found) if found else None
    return card.path if card else None


def article_ids_by_path(*, publication_id: int, paths: Collection[str]) -> dict[str, int]:
    """The ids of the articles at these paths of the publication's site, asked for at once."""
    slugs = {path.rpartition("/")[2] for path in paths}
    rows = published_articles().filter(publication_id=publication_id, slug__in=slugs)
    found = rows.values_list("section__slug", "slug", "id")
    ids = {f"/{section}/{slug}": article_id for section, slug, article_id in found}
    return {path: ids[path] for path in paths if path in ids}


def article_ids_by_url(*, publication_id: int, urls: Collection[str]) -> dict[str, int]:
    """The ids of the articles kept for these outside addresses, asked for at once."""
    spelt = {url: one_spelling(url) for url in urls}
    rows = published_articles().filter(publication_id=publication_id, url__in=set(spelt.values()))
    ids = dict(rows.values_list("url", "id"))
    return {url: ids[known] for url, known in spelt.items() if known in ids}

"""The front pages of a publication and of its sections."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from belowline.core.events import LISTS, NEWS, SITE
from belowline.core.kept import kept
from belowline.core.refusals import NotFound
from belowline.discussion.queries.summaries import highlights
from belowline.discussion.queries.threads import comment_counts
from belowline.network.queries.beside import network_beside
from belowline.newsroom.queries.archive import articles_of_section
from belowline.newsroom.queries.article_times import earliest
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.front_pages import FrontView, front_page
from belowline.newsroom.queries.publications import PublicationView, SectionView
from belowline.pages.archive import render_older
from belowline.pages.front import render_front
from belowline.web.http.addresses import Shared, address
from belowline.web.http.lookup import section_at
from belowline.web.http.shared import cacheable
from belowline.web.http.visit import Visit
from belowline.web.http.who import EVERYBODY
from belowline.web.reading.discussed import discussed_articles

_WITH_WORDS = 12
"""Articles with a sentence of their discussion; further down it would be too much."""


@address("", name="front", get=EVERYBODY, shared=Shared((SITE, LISTS)))
def front(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The publication's front page."""
    return _front(visit.publication, None)


@address("<name:section>", name="section", get=EVERYBODY, shared=Shared((SITE, LISTS), ("after",)))
def section(request: HttpRequest, visit: Visit, section_slug: str) -> HttpResponse:
    """A section's front page, and the older articles behind it (`after`)."""
    publication = visit.publication
    part = section_at(publication, section_slug)
    after = request.GET.get("after", "")
    return _older(publication, part, after) if after else _front(publication, part)


def _front(publication: PublicationView, part: SectionView | None) -> HttpResponse:
    section_id = part.id if part else None
    shown = kept(
        NEWS.format(publication_id=publication.id),
        ("front", section_id),
        lambda: front_page(publication.id, section_id),
        still=FrontView.is_true,
    )
    discussed = discussed_articles(publication)
    others = _by_rule(shown, discussed.ids)
    counts = comment_counts([card.id for card in (*shown.placed, *others, *discussed.cards)])
    network = network_beside(
        publication,
        place="section" if part else "front",
        path=part.path if part else "/",
        section=part.slug if part else "",
    )
    page = render_front(
        publication,
        section=part,
        network=network,
        front=shown,
        articles=[*shown.placed, *others],
        discussed=discussed.cards,
        counts=counts,
        highlights=highlights(
            publication_id=publication.id,
            article_ids=[card.id for card in (*shown.placed, *others)[:_WITH_WORDS]],
        ),
    )
    return cacheable(
        HttpResponse(page),
        publication_id=publication.id,
        lists=True,
        ends_at=earliest(shown.changes_at, network.changes_at),
    )


def _older(publication: PublicationView, part: SectionView, after: str) -> HttpResponse:
    found = articles_of_section(publication_id=publication.id, section_id=part.id, after=after)
    if found is None:
        raise NotFound(gettext("There is no page at this address."))
    counts = comment_counts([card.id for card in found.cards])
    return cacheable(
        HttpResponse(render_older(publication, found, counts, section=part)),
        publication_id=publication.id,
        lists=True,
        ends_at=found.changes_at,
    )


def _by_rule(shown: FrontView, discussed: Sequence[int]) -> list[ArticleCard]:
    """What nobody has placed: the newest first, or before them what is discussed most."""
    if not shown.is_by_discussion:
        return list(shown.others)
    rank = {article_id: place for place, article_id in enumerate(discussed)}
    return sorted(shown.others, key=lambda card: rank.get(card.id, len(rank)))

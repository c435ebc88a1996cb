"""What stands beside an article: an editor's choice, what is like it, then the newest."""

from collections.abc import Iterator, Sequence

from belowline.core.clock import now
from belowline.core.events import NEWS
from belowline.core.kept import kept
from belowline.core.prepared import Prepared
from belowline.newsroom.models import Article
from belowline.newsroom.queries.articles import ArticleCard, ArticleView, newest_articles
from belowline.newsroom.queries.licence_limits import limits_of
from belowline.newsroom.queries.publications import PublicationView

_RECOMMENDED = Article.State.PUBLISHED.value
"""What was retracted or recalled is to be found, and nobody is led to it."""
_AT_ONCE = 4
_MOST = 16


def related_articles(
    publication: PublicationView,
    article: ArticleView,
    found: Sequence[int],
    *,
    limit: int = _AT_ONCE,
) -> list[ArticleCard]:
    """Up to `limit` articles of the same publication that readers may see now; `found` are the ids
    of those that are like it, the nearest first. They come without first lines and pictures.
    """
    wanted = [key for key in dict.fromkeys((*article.chosen, *found)) if key != article.id]
    shown: list[ArticleCard] = []
    for at in range(0, min(len(wanted), _MOST), _AT_ONCE):
        if len(shown) < limit:
            shown += _shown(publication, wanted[at : at + _AT_ONCE])
    if len(shown) < limit:
        known = {article.id, *(card.id for card in shown)}
        newest = (card for card in _newest(publication.id, limit) if not card.is_expired)
        shown += (card for card in newest if card.id not in known)
    return shown[:limit]


def _shown(publication: PublicationView, ids: Sequence[int]) -> Iterator[ArticleCard]:
    rows = {row.pk: row for row in _BY_ID(ids)}
    sections = {section.id: section for section in publication.sections}
    for row in (rows[key] for key in ids if key in rows):
        section = sections.get(row.section_id)
        if row.publication_id != publication.id or section is None:
            continue
        card = ArticleCard(
            row.pk,
            section.slug,
            section.name,
            row.slug,
            row.headline,
            "",
            row.byline,
            row.published_at,
            row.licence_ends_at,
            row.remains,
            limits_of(row.limits),
            None,
        )
        is_there = row.state == _RECOMMENDED and row.published_at <= now()
        if is_there and not card.has_vanished:
            yield card


def _newest(publication_id: int, limit: int) -> Sequence[ArticleCard]:
    return kept(
        NEWS.format(publication_id=publication_id),
        ("newest", limit),
        lambda: newest_articles(publication_id=publication_id, limit=2 * limit + 1),
        still=lambda cards: not any(card.has_vanished for card in cards),
    )


# By id alone: told the publication as well, SQLite looks through all that it has.
_BY_ID = Prepared(
    lambda ids: Article.objects.filter(id__among=ids),
    without=("standfirst", "body", "body_html", "notice", "question", "copyright"),
)

"""What stands beside an article, kept until an article comes, changes or goes."""

from belowline.core.events import NEWS
from belowline.core.kept import kept
from belowline.newsroom.queries.articles import ArticleCard, ArticleView
from belowline.newsroom.queries.publications import PublicationView
from belowline.newsroom.queries.related import related_articles
from belowline.search.queries.related import related_ids


def related_to(publication: PublicationView, article: ArticleView) -> list[ArticleCard]:
    """The articles beside it: an editor's choice, what is like it, the newest."""
    return kept(
        NEWS.format(publication_id=article.publication_id),
        ("related", article.id),
        lambda: related_articles(publication, article, related_ids(article)),
        still=lambda cards: not any(card.has_vanished for card in cards),
    )

"""Which articles say the most of what an article says, as it was worked out and is kept."""

from belowline.core.prepared import Prepared
from belowline.newsroom.queries.articles import ArticleView
from belowline.search.models import RelatedArticles


def related_ids(article: ArticleView) -> tuple[int, ...]:
    """The ids of articles of the same publication, the most alike first; whether readers may see
    them is not asked here.
    """
    return tuple(key for row in _OF(article.id) for key in row.found)


_OF = Prepared(lambda article: RelatedArticles.objects.filter(pk=article))

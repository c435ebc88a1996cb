"""What stands beside an article: an editor's choice, what is like it, then the newest."""

from collections.abc import Sequence

from belowline.newsroom.models import Article
from belowline.newsroom.queries.articles import ArticleCard, ArticleView, cards_of, listed_articles

_TAKEN_BACK = (Article.State.WITHDRAWN.value, Article.State.KILLED.value)


def related_articles(
    article: ArticleView, found: Sequence[int], *, limit: int = 4
) -> list[ArticleCard]:
    """Up to `limit` articles of the same publication that readers may see now, without those that
    were taken back; `found` are the ids of those that are like it, the nearest first.
    """
    wanted = [key for key in dict.fromkeys((*article.chosen, *found)) if key != article.id]
    rows = listed_articles(article.publication_id).exclude(state__in=_TAKEN_BACK)
    known = {card.id: card for card in cards_of(rows.filter(pk__in=wanted))} if wanted else {}
    shown = [known[key] for key in wanted if key in known][:limit]
    if len(shown) < limit:
        others = rows.exclude(pk__in=[article.id, *known]).order_by("-published_at", "-id")
        shown += cards_of(others[: limit - len(shown)])
    return shown

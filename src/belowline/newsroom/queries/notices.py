"""Lines for readers about what has changed in an article."""

from dataclasses import dataclass
from datetime import datetime

from belowline.newsroom.models import Article, ArticleNotice


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A line for readers about a change; `kind` is one of models.ArticleNotice."""

    kind: str
    text: str
    made_at: datetime


def notices_of(article: Article) -> tuple[NoticeView, ...]:
    """The lines about an article, the oldest first; one that never changed has none."""
    if article.version == 1:
        return ()
    rows = ArticleNotice.objects.filter(article_id=article.pk).order_by("made_at", "id")
    return tuple(NoticeView(row.kind, row.text, row.made_at) for row in rows)

"""When what readers see of articles becomes untrue by the clock alone."""

from collections.abc import Collection, Sequence
from datetime import datetime

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.newsroom.models import SHOWN_STATES, Article
from belowline.newsroom.queries.articles import ArticleCard, ArticleView

_DISCUSSION = Article.Remains.DISCUSSION.value
_NOTHING = Article.Remains.NOTHING.value


def shown_discussions(article_ids: Collection[int]) -> dict[int, datetime | None]:
    """Those of the articles whose discussion readers may see now, each with when that ends.

    None: it does not end, since the discussion remains when the article's licence does not.
    """
    names = ["id", "state", "published_at", "licence_ends_at", "remains"]
    moment = now()
    shown: dict[int, datetime | None] = {}
    for key, state, published_at, ends, remains in select_rows(Article, names, id=article_ids):
        hides_at = hides_discussion_at(ends, remains)
        is_over = hides_at is not None and hides_at <= moment
        if state in SHOWN_STATES and published_at <= moment and not is_over:
            shown[key] = hides_at
    return shown


def hides_discussion_at(licence_ends_at: datetime | None, remains: str) -> datetime | None:
    """When readers may see an article's discussion no longer, given what is left of it then."""
    return None if remains == _DISCUSSION else licence_ends_at


def first_licence_end(shown: Sequence[ArticleCard]) -> datetime | None:
    """When the first licence of these articles ends that has not ended yet."""
    ends = [card.licence_ends_at for card in shown if card.licence_ends_at and not card.is_expired]
    return min(ends, default=None)


def first_vanishing(named: Sequence[ArticleCard]) -> datetime | None:
    """When the first of these articles is gone with its headline, of those that go so."""
    ends = [card.licence_ends_at for card in named if card.remains == _NOTHING]
    return min((it for it in ends if it is not None), default=None)


def next_picture_change(shown: Sequence[ArticleCard]) -> datetime | None:
    """When the first picture of these articles may be shown, or no longer."""
    own = [card.picture for card in shown if card.picture]
    inside = [
        picture for card in shown if isinstance(card, ArticleView) for picture in card.pictures
    ]
    return earliest(*(picture.changes_at for picture in (*own, *inside)))


def next_change(publication_id: int, shown: Sequence[ArticleCard]) -> datetime | None:
    """When a list of these articles is no longer true: a licence ends, a picture comes or goes, or
    a scheduled story of the publication is to be seen.
    """
    scheduled = Article.objects.filter(
        publication_id=publication_id, state=Article.State.PUBLISHED.value, published_at__gt=now()
    )
    next_one = scheduled.order_by("published_at").values_list("published_at", flat=True).first()
    return earliest(first_licence_end(shown), next_picture_change(shown), next_one)


def earliest(*moments: datetime | None) -> datetime | None:
    """The first of these moments; None where there is none."""
    return min((it for it in moments if it is not None), default=None)

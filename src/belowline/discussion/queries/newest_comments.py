"""The newest comments below some articles, for feeds."""

from collections.abc import Sequence

from belowline.discussion.models import IN_PLACE, Comment


def newest_comments(*, publication_id: int, article_ids: Sequence[int], limit: int) -> list[int]:
    """The ids of the newest published comments below these articles, newest first."""
    rows = Comment.objects.filter(
        IN_PLACE,
        publication_id=publication_id,
        thread__article__in=article_ids,
        status=Comment.Status.PUBLISHED,
    )
    return list(rows.order_by("-id").values_list("id", flat=True)[:limit])

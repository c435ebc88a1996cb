"""Where a list of articles goes on: after a moment, and after an id of that moment."""

from datetime import UTC, datetime

from django.db.models import Q

from belowline.core.ids import decode, encode


def cursor_after(moment: datetime, article_id: int) -> str:
    """What addresses say for "after this article"."""
    return f"{round(moment.timestamp() * 1e6)}.{encode(article_id)}"


def following(cursor: str, field: str) -> Q | None:
    """The articles that follow, the latest `field` first; None for what is no cursor."""
    told, _, ref = cursor.partition(".")
    try:
        moment, last = datetime.fromtimestamp(int(told) / 1e6, tz=UTC), decode(ref)
    except (ValueError, OverflowError, OSError):
        return None
    # The first condition says nothing new: by it both databases begin in their index.
    before = Q(**{f"{field}__lt": moment}) | Q(**{field: moment, "id__lt": last})
    return Q(**{f"{field}__lte": moment}) & before

"""Who follows a thread and has no news of it that they have not seen."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from belowline.audience.models import Notification
from belowline.core.prepared import Id, PreparedValues
from belowline.discussion.models import Follow, Thread


def unaware_followers(*, thread_id: int, after: int, limit: int) -> dict[int, int]:
    """Their ids, ascending, above `after`, so many at the most; each with the id of the newest
    comment when they last looked.
    """
    rows = _unaware().filter(thread_id=thread_id, person_id__gt=after).order_by("person_id")
    return dict(rows.values_list("person_id", "seen_id")[:limit])


def threads_with_unaware(thread_ids: Collection[int]) -> list[int]:
    """Those of these threads that somebody like that follows."""
    return [it.id for it in _FOLLOWED(thread_ids)] if thread_ids else []


def _unaware() -> QuerySet[Follow]:
    news = Notification.objects.filter(
        kind=Notification.Kind.NEWS,
        thread_id=OuterRef("thread_id"),
        person_id=OuterRef("person_id"),
        seen_at__isnull=True,
    )
    return Follow.objects.filter(~Exists(news), level=Follow.Level.EVERYTHING)


_FOLLOWED = PreparedValues(
    lambda thread_ids: Thread.objects.filter(
        Exists(_unaware().filter(thread_id=OuterRef("pk"))), id__among=thread_ids
    ).order_by("id"),
    Id,
)

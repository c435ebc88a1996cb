"""When people last posted in threads in which they have to wait between comments."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from belowline.core.clock import now
from belowline.discussion.models import Comment, Thread

LONGEST_WAIT = 24 * 60
"""Minutes that a thread may ask for between two comments of one person."""
Posted = dict[tuple[int, int], datetime]
"""The time of the last comment by person and thread."""


def last_posts(people: Collection[int], threads: Iterable[Thread]) -> Posted:
    """The last comment of each of these people in each slow thread, as far back as it matters."""
    slow = {it.id: it.slow_minutes for it in threads if it.slow_minutes}
    if not slow:
        return {}
    since = now() - timedelta(minutes=max(slow.values()))
    rows = Comment.objects.filter(author__in=people, posted_at__gt=since)
    found: Posted = {}
    for person_id, thread_id, posted_at in rows.order_by("posted_at").values_list(
        "author_id", "thread_id", "posted_at"
    ):
        if thread_id in slow and person_id is not None and posted_at is not None:
            found[person_id, thread_id] = posted_at
    return found

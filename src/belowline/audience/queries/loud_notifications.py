"""Which notifications may leave the pages."""

from collections.abc import Sequence

from belowline.audience.queries.notifications import NotificationView
from belowline.discussion.models import Follow
from belowline.discussion.queries.following import levels


def loud(person_id: int, told: Sequence[NotificationView]) -> list[NotificationView]:
    """Without those of threads from which the reader wants to hear on pages only."""
    threads = {it.comment.thread_id for it in told}
    quiet = levels(person_ids=[person_id], thread_ids=threads)
    return [it for it in told if quiet.get((person_id, it.comment.thread_id)) != Follow.Level.PAGE]

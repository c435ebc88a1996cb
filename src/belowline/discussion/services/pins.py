"""What becomes of pins when comments go to another discussion, which can have one."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from belowline.discussion.models import Comment, Thread

Pin = tuple[int, str]
"""A comment, and since when it was pinned, as ISO 8601."""


def give_up_pins(ids: Collection[int], *, source: Thread, target: Thread) -> list[Pin]:
    """Unpins those of the source's comments that go where another one is pinned, and returns them.

    Counters and ranks are for whoever settles the threads.
    """
    if not _pinned(target).exists():
        return []
    going = frozenset(ids)
    rows = _pinned(source).values_list("id", "pinned_at")
    pins = [(key, since) for key, since in rows if key in going and since is not None]
    Comment.objects.filter(pk__in=[key for key, _ in pins]).update(pinned_at=None)
    return [(key, since.isoformat()) for key, since in pins]


def pin_again(pins: Iterable[Pin], *, source: Thread) -> None:
    """Pins those that are back in the source and still shown, unless another is pinned there."""
    for key, since in pins:
        if not _pinned(source).exists():
            back = Comment.objects.filter(
                pk=key, thread=source, status=Comment.Status.PUBLISHED, pinned_at=None
            )
            back.update(pinned_at=datetime.fromisoformat(since))


def _pinned(thread: Thread) -> QuerySet[Comment]:
    return Comment.objects.filter(thread=thread, pinned_at__isnull=False)

"""Which comments a moderator means who decides on many, and which version each has now."""

from collections.abc import Collection, Mapping
from datetime import datetime

from belowline.core.bulk_sql import select_rows
from belowline.core.ids import first_id_of
from belowline.discussion.models import Comment

_STANDING = (Comment.Status.PUBLISHED, Comment.Status.HELD)


def versions_of(comment_ids: Collection[int], *, publication_id: int) -> Mapping[int, int]:
    """The version of each of these comments of the publication that is shown or held, by its id."""
    rows = select_rows(Comment, ["id", "publication_id", "status", "version"], id=comment_ids)
    return {
        key: version
        for key, owner, status, version in rows
        if owner == publication_id and status in _STANDING
    }


def versions_by(
    *,
    person_id: int,
    publication_id: int,
    most: int,
    thread_id: int | None = None,
    since: datetime | None = None,
) -> Mapping[int, int]:
    """The same of what this person has written there, in one thread or everywhere, since a time or
    ever: the newest `most`.
    """
    rows = Comment.objects.filter(
        author_id=person_id, publication_id=publication_id, status__in=_STANDING
    )
    if thread_id is not None:
        rows = rows.filter(thread_id=thread_id)
    if since is not None:
        rows = rows.filter(id__gte=first_id_of(since))
    return dict(rows.order_by("-id").values_list("id", "version")[:most])

"""What editors and moderators have decided on comments, for whoever tells their authors."""

from collections.abc import Collection
from typing import NamedTuple

from belowline.core.bulk_sql import select_rows
from belowline.discussion.models import Comment


class Standing(NamedTuple):
    """How a comment stands; `status` as Comment.Status has it."""

    comment_id: int
    author_id: int | None
    publication_id: int
    thread_id: int
    status: str
    is_picked: bool


def standings(comment_ids: Collection[int]) -> dict[int, Standing]:
    """How these comments, of whichever publications, stand now, by id."""
    names = ["id", "author_id", "publication_id", "thread_id", "status", "picked_at"]
    rows = select_rows(Comment, names, id=comment_ids)
    return {
        key: Standing(key, author_id, publication_id, thread_id, status, picked_at is not None)
        for key, author_id, publication_id, thread_id, status, picked_at in rows
    }

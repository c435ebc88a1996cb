"""Tells a comment that is sent again from another one that comes with the same key."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext

from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment, CommentRevision
from belowline.discussion.services.drafts import Draft

_Place = tuple[int, int, UUID]
_Content = tuple[str, int | None]


class PostedBefore:
    """The comments that were posted with the keys of these drafts, whose threads are locked.

    A key counts for its author in one thread: in another one, it stands for another comment.
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        keyed = [draft for draft in drafts if draft.idempotency_key is not None]
        self._known: dict[_Place, tuple[int, set[_Content]]] = {}
        if keyed:
            self._read(keyed)

    def find(self, draft: Draft, text: str) -> int | None:
        """The id of the comment that this is again; None where it is a new one.

        Raises Conflict where the key was used for other words, or to answer another comment.
        """
        place = _place(draft)
        if place is None or place not in self._known:
            return None
        comment_id, contents = self._known[place]
        if (text, draft.parent_id) not in contents:
            raise Conflict(
                gettext(
                    "You have already posted this with different wording. To post this "
                    "version as well, send it again."
                )
            )
        return comment_id

    def add(self, draft: Draft, text: str, comment_id: int) -> None:
        """Notes a comment that is about to be written."""
        if (place := _place(draft)) is not None:
            self._known[place] = (comment_id, {(text, draft.parent_id)})

    def _read(self, drafts: list[Draft]) -> None:
        rows = Comment.objects.filter(
            author_id__in={draft.actor.id for draft in drafts},
            thread_id__in={draft.thread_id for draft in drafts},
            idempotency_key__in={draft.idempotency_key for draft in drafts},
        )
        contents = {row.id: {(row.text, row.parent_id)} for row in rows}
        # What was edited since is still the same comment when it is sent again.
        edited = {row.id: row.parent_id for row in rows if row.version > 1}
        earlier = CommentRevision.objects.filter(comment_id__in=edited)
        for comment_id, text in earlier.values_list("comment_id", "text"):
            contents[comment_id].add((text, edited[comment_id]))
        for row in rows:
            if row.author_id is not None and row.idempotency_key is not None:
                place = (row.author_id, row.thread_id, row.idempotency_key)
                self._known[place] = (row.id, contents[row.id])


def _place(draft: Draft) -> _Place | None:
    if draft.idempotency_key is None:
        return None
    return (draft.actor.id, draft.thread_id, draft.idempotency_key)

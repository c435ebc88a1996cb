"""This room's part in the end of an account: comments, votes, followed threads."""

from collections.abc import Collection, Mapping

from belowline.accounts.services.account_deletion import CLOSED, EVERYTHING
from belowline.core.bulk_sql import update_rows
from belowline.core.events import publish_all
from belowline.discussion.events import CommentErased
from belowline.discussion.models import (
    Answer,
    Comment,
    CommentRevision,
    Fingerprint,
    Follow,
)
from belowline.discussion.services.citations import locked_citing, unnamed
from belowline.discussion.services.locks import lock_comments
from belowline.discussion.services.states import Act, change_state
from belowline.discussion.services.vote_erasure import erase_votes

_NO_NAME: dict[str, object] = {
    "author_id": None,
    "author_name": "",
    "author_key": "",
    "is_recovered": False,
    "idempotency_key": None,
}
_EMPTY: dict[str, object] = {"text": "", "html": "", "article_runs": None, "edited_at": None}


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing): lists first, then votes, then comments.

    A comment that goes is emptied and stays in its place, so that answers to it keep theirs. One
    that an import brought keeps its key, so that the next import does not bring it back.
    """
    followed = list(Follow.objects.filter(person_id=person_id).values_list("id", flat=True)[:most])
    if followed:
        return {"follow": Follow.objects.filter(pk__in=followed).delete()[0]}
    if choice == CLOSED:
        return {}
    taken_back = erase_votes(person_id=person_id, most=most)
    if taken_back:
        return {"vote": taken_back}
    return _part_from_comments(person_id, most, empties=choice == EVERYTHING)


def _part_from_comments(person_id: int, most: int, *, empties: bool) -> Mapping[str, int]:
    own = Comment.objects.filter(author_id=person_id).order_by("thread_id", "id")
    ids = list(own.values_list("id", flat=True)[:most])
    if not ids:
        return {}
    citing = locked_citing(ids)
    comments = lock_comments(ids)
    gone = [it for it in comments.values() if empties or it.status == Comment.Status.WITHDRAWN]
    counts = {
        "comment": len(ids),
        "emptied": len(gone),
        "commentrevision": CommentRevision.objects.filter(comment_id__in=ids).delete()[0],
        "citation": len(citing),
    }
    update_rows(Comment, ["html"], [(unnamed(html, ids), key) for key, html in citing.items()])
    Comment.objects.filter(pk__in=ids).update(**_NO_NAME)
    _empty(gone)
    return {name: number for name, number in counts.items() if number}


def _empty(comments: Collection[Comment]) -> None:
    revisions = change_state(comments, Act.ERASE)
    ids = list(revisions)
    Answer.objects.filter(source_id__in=ids).delete()
    Fingerprint.objects.filter(comment_id__in=ids).delete()
    Comment.objects.filter(pk__in=ids).update(**_EMPTY)
    publish_all(
        CommentErased(
            publication_id=comment.publication_id,
            thread_id=comment.thread_id,
            revision=revisions[comment.id],
            comment_id=comment.id,
        )
        for comment in sorted(comments, key=lambda it: it.id)
    )

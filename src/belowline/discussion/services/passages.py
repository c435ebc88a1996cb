"""Keeps the index of passages, by which quotes find where they come from, in step with comments."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F

from belowline.core.bulk_sql import insert_lists
from belowline.discussion.models import Comment, Fingerprint
from belowline.discussion.queries.comment_parsing import parse_comment
from belowline.discussion.queries.fingerprint_lookup import digests


@dataclass(frozen=True, slots=True)
class Spoken:
    """The fingerprints of what somebody says in their own words in a comment."""

    comment_id: int
    thread_id: int
    fingerprints: Collection[int]


def write_fingerprints(spoken: Iterable[Spoken], *, out_of_sight: bool = False) -> None:
    """Has the words of these comments found where others quote them; those `out_of_sight`, as soon
    as they come into sight.
    """
    lists = ((it.comment_id, list(digests(it.thread_id, it.fingerprints))) for it in spoken)
    if out_of_sight:
        lists = ((key, [~digest for digest in numbers]) for key, numbers in lists)
    insert_lists(Fingerprint, ("comment_id", "digest"), lists)


def put_out_of_sight(comments: Collection[Comment]) -> None:
    """Nobody finds the words of these comments, until they are brought into sight again."""
    _turn([it.id for it in comments], seen=True)


def bring_into_sight(comments: Collection[Comment]) -> None:
    """The words of these comments are found again."""
    ids = [it.id for it in comments]
    _turn(ids, seen=False)
    kept = Fingerprint.objects.filter(comment__in=ids)
    known = set(kept.values_list("comment_id", flat=True).distinct())
    # Short ones have none; earlier versions of Belowline dropped those of hidden ones.
    write_fingerprints(_read(it) for it in comments if it.id not in known)


def _turn(ids: Collection[int], *, seen: bool) -> None:
    kept = Fingerprint.objects.filter(comment__in=ids)
    sign = {"digest__gte": 0} if seen else {"digest__lt": 0}
    kept.filter(**sign).update(digest=-1 - F("digest"))


def _read(comment: Comment) -> Spoken:
    understood = parse_comment(
        comment.text, thread=comment.thread, parent_id=comment.parent_id, before=comment.id
    )
    return Spoken(comment.id, comment.thread_id, understood.fingerprints)

"""What answers a comment: replies, quotes, and whoever addresses its author."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F

from belowline.core.prepared import PreparedValues
from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.comments import CommentView, comments

_MOST = 100


class GivenAnswer(NamedTuple):
    """A published comment by somebody that answers another person's; `kind` as Answer.Kind has."""

    comment_id: int
    author_id: int
    publication_id: int
    thread_id: int
    target_id: int
    target_author_id: int
    kind: str


def answers_to(answered: CommentView) -> list[CommentView]:
    """The published comments that reply to, quote or address this one, oldest first."""
    sources = Answer.objects.filter(
        target_id=answered.id, source__status=Comment.Status.PUBLISHED
    ).order_by("source_id")
    ids = list(sources.values_list("source_id", flat=True)[:_MOST])
    return comments(ids, publication_id=answered.publication_id)


def answers_given(comment_ids: Collection[int]) -> list[GivenAnswer]:
    """Whom these comments, of whichever publications, answer, as far as they stand."""
    return _GIVEN(comment_ids) if comment_ids else []


_GIVEN = PreparedValues(
    lambda comment_ids: (
        Answer.objects.filter(
            source_id__among=comment_ids,
            source__status=Comment.Status.PUBLISHED,
            source__author__isnull=False,
            target__author__isnull=False,
        )
        .exclude(target__author_id=F("source__author_id"))
        .annotate(
            comment_id=F("source_id"),
            author_id=F("source__author_id"),
            publication_id=F("source__publication_id"),
            target_author_id=F("target__author_id"),
        )
        .order_by("source_id", "target_id")
    ),
    GivenAnswer,
)

"""What one person wrote in a publication, and what others answered."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.core.ids import decode, encode
from belowline.core.refusals import Invalid
from belowline.discussion.models import Answer, Comment
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.threads import with_shown_thread

SIZE = 20
"""Comments on a page of a profile."""


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Up to 20 comments, newest first; `after` is the place behind the last, None at the end."""

    comments: tuple[CommentView, ...]
    after: str | None


def number_of_comments(*, person_id: int, publication_id: int) -> int:
    """How many comments of this person are shown at the publication."""
    return Comment.objects.filter(
        author_id=person_id, publication_id=publication_id, status=Comment.Status.PUBLISHED
    ).count()


def writers_among(person_ids: Collection[int], *, publication_id: int) -> frozenset[int]:
    """Those of these people who have written at the publication."""
    rows = Comment.objects.filter(publication_id=publication_id)
    return frozenset(key for key in person_ids if rows.filter(author_id=key).exists())


def comments_by(*, person_id: int, publication_id: int, after: str | None = None) -> CommentPage:
    """The shown comments of this person, behind the place `after`. Raises Invalid for a bad one."""
    rows = Comment.objects.filter(
        author_id=person_id, publication_id=publication_id, status=Comment.Status.PUBLISHED
    )
    if after is not None:
        rows = rows.filter(id__lt=_place(after))
    newest = rows.order_by("-id").values_list("id", flat=True)
    return _said(list(newest[: SIZE + 1]), publication_id)


def answers_to_person(
    *, person_id: int, publication_id: int, after: str | None = None
) -> CommentPage:
    """The shown comments by others that answer shown comments of this person, as above."""
    rows = Answer.objects.filter(
        target__author_id=person_id,
        target__publication_id=publication_id,
        target__status=Comment.Status.PUBLISHED,
        source__status=Comment.Status.PUBLISHED,
    ).exclude(source__author_id=person_id)
    if after is not None:
        rows = rows.filter(source_id__lt=_place(after))
    newest = rows.order_by("-source_id").values_list("source_id", flat=True).distinct()
    return _said(list(newest[: SIZE + 1]), publication_id)


def _said(ids: list[int], publication_id: int) -> CommentPage:
    shown = ids[:SIZE]
    said = with_shown_thread(comments(shown, publication_id=publication_id))
    return CommentPage(tuple(said), encode(shown[-1]) if len(ids) > SIZE else None)


def _place(after: str) -> int:
    try:
        return decode(after)
    except ValueError:
        raise Invalid(
            gettext(
                "This link to a place in the list doesn’t work. Please start from the first page."
            ),
            field="after",
        ) from None

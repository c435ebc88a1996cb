"""What would go with a move of comments, what could go, and what has gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from belowline.core.ids import encode
from belowline.discussion.models import IN_PLACE, Comment, CommentMove, Thread
from belowline.discussion.queries.comments import CommentView, comments

SAMPLES = 10
_LISTED = 50


@dataclass(frozen=True, slots=True)
class MovePreview:
    """How many comments would go, how many the other discussion has already, and some of them."""

    number: int
    twins: int
    samples: Sequence[CommentView]


@dataclass(frozen=True, slots=True)
class MoveView:
    """A move that was made: between which articles, of how many comments."""

    id: int
    source_article_id: int
    target_article_id: int
    number: int
    is_merge: bool
    made_at: datetime

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def move_preview(
    *, publication_id: int, article_id: int, into: int, roots: Collection[int] | None = None
) -> MovePreview | None:
    """What would go from one article's discussion to the other's: all of it, or these
    conversations. None where one has no discussion.
    """
    below = Thread.objects.filter(publication_id=publication_id, article_id__in=[article_id, into])
    threads = dict(below.values_list("article_id", "id"))
    if article_id not in threads or into not in threads:
        return None
    rows = Comment.objects.filter(thread_id=threads[article_id])
    if roots is not None:
        rows = rows.filter(root_id__in=roots)
    keys = Comment.objects.filter(thread_id=threads[into], import_key__isnull=False)
    twins = rows.filter(import_key__in=keys.values("import_key")).count()
    newest = rows.filter(IN_PLACE).order_by("-id").values_list("id", flat=True)
    samples = comments(list(newest[:SAMPLES]), publication_id=publication_id)
    return MovePreview(rows.count() - twins, twins, samples)


def conversations(
    *, publication_id: int, article_id: int, before: int | None = None
) -> list[CommentView]:
    """The newest top-level comments below the article, or those before one of them."""
    rows = Comment.objects.filter(IN_PLACE, thread__article_id=article_id, parent__isnull=True)
    if before is not None:
        rows = rows.filter(id__lt=before)
    newest = rows.order_by("-id").values_list("id", flat=True)
    return comments(list(newest[:_LISTED]), publication_id=publication_id)


def moves_of(*, publication_id: int, article_id: int) -> list[MoveView]:
    """The moves from and to the article's discussion that can be undone, the newest first."""
    rows = CommentMove.objects.filter(
        Q(source__article_id=article_id) | Q(target__article_id=article_id),
        publication_id=publication_id,
        undone_at__isnull=True,
    ).select_related("source", "target")
    return [
        MoveView(
            it.id,
            it.source.article_id,
            it.target.article_id,
            len(it.moved),
            it.article_before is not None,
            it.made_at,
        )
        for it in rows.order_by("-made_at", "-id")[:_LISTED]
    ]

"""Which threads somebody follows, and what is new in them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q

from belowline.core.bulk_sql import select_rows
from belowline.core.ids import encode
from belowline.discussion.models import IN_PLACE, Comment, Follow
from belowline.discussion.queries.threads import ThreadView

ANSWERS = "answers"
_EVERYTHING = Follow.objects.filter(level=Follow.Level.EVERYTHING)


@dataclass(frozen=True, slots=True)
class Followed:
    """A thread on somebody's list; `new` counts others' comments since they last looked."""

    thread_id: int
    article_id: int
    new: int

    @property
    def ref(self) -> str:
        """The thread's id as addresses write it."""
        return encode(self.thread_id)


def followed_threads(*, person_id: int, publication_id: int) -> list[Followed]:
    """What this person follows at the publication, the liveliest first."""
    rows = (
        _EVERYTHING.filter(person_id=person_id, publication_id=publication_id)
        .order_by(F("thread__last_comment_at").desc(nulls_last=True), "thread_id")
        .values_list("thread_id", "thread__article_id")
    )
    new = new_comments(person_id=person_id, publication_id=publication_id)
    return [
        Followed(thread_id, article_id, new.get(thread_id, 0)) for thread_id, article_id in rows
    ]


def follows(*, person_id: int, thread: ThreadView) -> bool:
    """Whether this person follows the thread."""
    return level_of(person_id=person_id, thread=thread) == Follow.Level.EVERYTHING


def level_of(*, person_id: int, thread: ThreadView) -> str:
    """How much this person wants to hear of the thread: `everything`, `page` or `nothing`, or
    `answers` where they have not said.
    """
    rows = Follow.objects.filter(person_id=person_id, thread_id=thread.id)
    return rows.values_list("level", flat=True).first() or ANSWERS


def levels(
    *, person_ids: Collection[int], thread_ids: Collection[int]
) -> Mapping[tuple[int, int], str]:
    """The same of several people, by person and thread, of those who have said so."""
    names = ["person_id", "thread_id", "level"]
    rows = select_rows(Follow, names, person_id=person_ids, thread_id=thread_ids)
    return {(person_id, thread_id): level for person_id, thread_id, level in rows}


def new_comments(*, person_id: int, publication_id: int) -> Mapping[int, int]:
    """How many comments by others this person has not seen yet, by the thread that they follow."""
    fresh = Comment.objects.filter(
        Q(author__isnull=True) | ~Q(author_id=person_id),
        IN_PLACE,
        thread__follow__person_id=person_id,
        thread__follow__publication_id=publication_id,
        thread__follow__level=Follow.Level.EVERYTHING,
        id__gt=F("thread__follow__seen_id"),
        status=Comment.Status.PUBLISHED,
    )
    return dict(fresh.values("thread_id").annotate(new=Count("id")).values_list("thread_id", "new"))

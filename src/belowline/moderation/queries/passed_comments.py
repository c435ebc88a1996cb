"""How many of somebody's comments have passed: a new reader is one of whom nobody has seen any."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from belowline.core.clock import now
from belowline.discussion.models import Comment
from belowline.moderation.models import Decision, Report

LONG_ENOUGH = timedelta(hours=24)
"""For how long a comment has to have stood that no moderator has decided upon."""
_LETS_STAND = (Decision.Outcome.KEPT, Decision.Outcome.PUBLISHED, Decision.Outcome.RESTORED)
_MOST = 100
"""As many of somebody's first comments are looked at."""


def passed_comments(
    person_ids: Collection[int], *, publication_id: int, most: int
) -> dict[int, int]:
    """How many of each one's comments, up to `most`, a moderator has kept or published, or have
    stood for a day without a report while somebody else wrote below the same article: who does has
    been there. What nobody has come by does not count.
    """
    return {key: _number(key, publication_id, most) for key in person_ids}


def _number(person_id: int, publication_id: int, most: int) -> int:
    first = Comment.objects.filter(author=person_id).order_by("id").values_list("id", flat=True)
    decided = Decision.objects.filter(
        comment=OuterRef("pk"), undone_by=None, outcome__in=_LETS_STAND
    )
    reports = Report.objects.filter(comment=OuterRef("pk"))
    others = Comment.objects.filter(
        thread=OuterRef("thread"), id__gt=OuterRef("id"), status=Comment.Status.PUBLISHED
    ).exclude(author=person_id)
    rows = Comment.objects.filter(pk__in=list(first[:_MOST])).values_list(
        *("publication_id", "status", "posted_at"), Exists(decided), Exists(reports), Exists(others)
    )
    return min(most, sum(_has_passed(*row, publication_id=publication_id) for row in rows))


def _has_passed(
    at: int,
    status: str,
    posted_at: datetime | None,
    *known: bool,
    publication_id: int,
) -> bool:
    is_decided, is_reported, is_seen = known
    if at != publication_id or status != Comment.Status.PUBLISHED or posted_at is None:
        return False
    return is_decided or (posted_at < now() - LONG_ENOUGH and is_seen and not is_reported)

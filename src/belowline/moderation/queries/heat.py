"""How heated it is where somebody replies: reports and removals above."""

from belowline.discussion.models import Comment
from belowline.moderation.models import Report

_FARTHEST = 8
"""As many comments above are looked at."""


def heat_above(parent_id: int | None, *, publication_id: int) -> int:
    """How often the comments above a reply were reported, and how many replies to them moderators
    have removed.
    """
    above: list[int] = []
    while parent_id is not None and len(above) < _FARTHEST:
        above.append(parent_id)
        parent_id = Comment.objects.values_list("parent_id", flat=True).get(pk=parent_id)
    if not above:
        return 0
    reports = Report.objects.filter(comment__in=above).values_list("publication_id", flat=True)
    replies = Comment.objects.filter(parent__in=above, status=Comment.Status.REMOVED)
    told = [*reports, *replies.values_list("publication_id", flat=True)]
    return sum(it == publication_id for it in told)

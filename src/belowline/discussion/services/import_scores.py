"""Takes over the scores that a later import shows for comments that are here already."""

from collections.abc import Mapping

from belowline.discussion.models import Comment
from belowline.discussion.services.votes import rank


def rescore(wanted: Mapping[int, tuple[int, int]], *, at_once: int) -> int:
    """Gives these comments the old site's votes up and down, in the caller's transaction; votes
    cast here stay. Returns how many had others.
    """
    rows = Comment.objects.filter(pk__in=wanted)
    changed = [row for row in rows if (row.imported_up, row.imported_down) != wanted[row.id]]
    for row in changed:
        row.imported_up, row.imported_down = wanted[row.id]
        rank(row)
    fields = ["imported_up", "imported_down", "best", "disputed"]
    Comment.objects.bulk_update(changed, fields, batch_size=at_once)
    return len(changed)

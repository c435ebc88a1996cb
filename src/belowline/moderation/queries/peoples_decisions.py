"""What people, and not rules, have decided on comments."""

from collections.abc import Collection, Mapping

from belowline.core.bulk_sql import select_rows
from belowline.moderation.models import Decision

_FIELDS = ["id", "comment_id", "outcome", "automation", "label", "undoes_id"]


def last_by_people(comment_ids: Collection[int]) -> Mapping[int, str]:
    """What a person decided last on each of these comments, where that was not undone; labels are
    no decision on what becomes of a comment.
    """
    rows = sorted(
        row for row in select_rows(Decision, _FIELDS, comment_id=comment_ids) if not row[4]
    )
    undone = {undoes for *_, undoes in rows}
    return {
        comment_id: outcome
        for key, comment_id, outcome, automation, _, undoes in rows
        if automation == Decision.Automation.NOT and undoes is None and key not in undone
    }

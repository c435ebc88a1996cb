"""What people, and not rules, have decided on comments."""

from collections.abc import Collection, Mapping

from belowline.core.bulk_sql import select_rows
from belowline.moderation.models import Decision

_FIELDS = ["id", "comment_id", "outcome", "automation", "label", "undoes_id"]


def last_by_people(comment_ids: Collection[int]) -> Mapping[int, str]:
    """What a person decided last on each of these comments, where that was not undone; who undoes
    a rule's hold publishes. Labels are no decision on what becomes of a comment.
    """
    rows = sorted(
        row for row in select_rows(Decision, _FIELDS, comment_id=comment_ids) if not row[4]
    )
    undone = {undoes for *_, undoes in rows}
    by_rules = {row[0] for row in rows if row[3] == Decision.Automation.WHOLLY}
    last: dict[int, str] = {}
    for key, comment_id, outcome, _, _, undoes in rows:
        if key in by_rules or key in undone:
            continue
        if undoes is None or undoes in by_rules:
            last[comment_id] = Decision.Outcome.PUBLISHED if undoes else outcome
    return last

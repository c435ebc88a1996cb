"""What rules have brought to the desk, until somebody decides."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from belowline.core.bulk_sql import update_rows
from belowline.moderation.models import RuleMatch
from belowline.moderation.screening.definition import Action


def open_flags() -> QuerySet[RuleMatch]:
    """The matches that brought a comment to the desk and that no decision has settled."""
    return RuleMatch.objects.filter(
        comment__isnull=False, decision=None, is_live=True, action=Action.FLAG.value
    )


def flagged_among(comment_ids: Collection[int]) -> set[int]:
    """Those of these comments that a rule has flagged and on which nobody has decided since."""
    rows = open_flags().filter(comment__in=comment_ids)
    return {key for key in rows.values_list("comment_id", flat=True) if key is not None}


def settle_flags(decisions: Mapping[int, int]) -> None:
    """The flags of these comments are settled by these decisions."""
    rows = open_flags().filter(comment__in=decisions).values_list("id", "comment_id")
    settled = [(decisions[at], key) for key, at in rows if at is not None]
    update_rows(RuleMatch, ["decision_id"], settled)


def reopen_flags(decision_ids: Collection[int]) -> None:
    """The flags that these decisions settled wait again."""
    settled = RuleMatch.objects.filter(decision__in=decision_ids, action=Action.FLAG.value)
    settled.update(decision=None)

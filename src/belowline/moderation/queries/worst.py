"""Which comments are so hard to read that they are folded at the desk."""

from collections.abc import Collection, Mapping

from belowline.moderation.models import Reason, Report
from belowline.moderation.queries.reasons import reasons

SEVERE = 6
"""From so many points on a publication's reason is one of the worst."""
_ALWAYS = frozenset({Reason.ILLEGAL.value, Reason.THREAT.value, Reason.HATE.value})


def worst_titles(publication_id: int) -> Mapping[str, str]:
    """The reasons of the worst classes, with their titles in the language that is spoken: threats,
    hate, what is illegal, and whatever else the publication takes for as grave.
    """
    return {
        it.code: it.label
        for it in reasons(publication_id)
        if it.severity >= SEVERE or it.code in _ALWAYS
    }


def worst_reported(comment_id: int, *, publication_id: int) -> str:
    """The title of a worst class for which readers ever reported a comment; empty: none of them."""
    rows = Report.objects.filter(comment=comment_id, publication=publication_id)
    codes = set(rows.values_list("reason", flat=True))
    titles = worst_titles(publication_id)
    return next((title for code, title in titles.items() if code in codes), "")


def hard_ones(comment_ids: Collection[int], *, publication_id: int) -> set[int]:
    """Those of these comments that readers have reported for one of the worst classes."""
    worst = worst_titles(publication_id)
    rows = Report.objects.filter(comment__in=comment_ids).values_list(
        "comment_id", "publication_id", "reason"
    )
    return {key for key, at, reason in rows if at == publication_id and reason in worst}

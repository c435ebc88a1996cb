"""A decision as the data export has it."""

from collections.abc import Mapping

from belowline.core.ids import encode
from belowline.moderation.models import Batch, Decision
from belowline.moderation.queries.labels import label_at


def decision_row(it: Decision) -> Mapping[str, object]:
    """What is told of a decision; what only moderators see is left out."""
    return {
        "when": it.decided_at,
        "comment": ref_of(it.comment_id or it.occasion_id),
        "until": it.ends_at,
        "undoes": ref_of(it.undoes_id),
        "lifts": ref_of(it.lifts_id),
        "made_with": ref_of(it.made_with_id),
        "outcome": it.outcome,
        "label": shown_label(it),
        "reason": it.reason,
        "clause": it.clause,
        "explanation": it.explanation,
        "found": it.found,
        "automation": it.automation,
        "reasons_version": it.reasons_version,
        "text_version": it.text_version,
    }


def ref_of(number: int | None) -> str:
    """The id as addresses write it; empty for none."""
    return encode(number) if number else ""


def shown_label(it: Decision | Batch) -> str:
    """The name of the label that it puts on comments, if readers see it; else empty."""
    known = label_at(it.label, publication_id=it.publication_id) if it.label else None
    return known.name if known and known.is_shown else ""

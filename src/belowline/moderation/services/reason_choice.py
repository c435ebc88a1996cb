"""Checks that a decision rests on one of the publication's reasons."""

from django.utils.translation import gettext

from belowline.core.refusals import Invalid
from belowline.moderation.queries.reasons import offered_reasons


def check_reason(code: str, *, publication_id: int) -> None:
    """Raises Invalid for a code that moderators are not offered."""
    if code not in {it.code for it in offered_reasons(publication_id)}:
        raise Invalid(gettext("Please choose a reason. Readers will see it."), field="reason")

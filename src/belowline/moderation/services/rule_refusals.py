"""Why a rule turns away what somebody wants to post, as a refusal."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.rows import Times
from belowline.core.refusals import Invalid, Refusal, TooMany
from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.screening import AskedAgain
from belowline.moderation.models import RuleMatch
from belowline.moderation.screening.definition import Action, Definition
from belowline.moderation.screening.facts import Facts

REFUSED_AN_HOUR = 30
"""As often rules may turn one person away: a list of words is not to be guessed."""
_HOUR = timedelta(hours=1)


def refusal_by(definition: Definition, it: Submission, facts: Facts) -> Refusal | None:
    """What this rule, which speaks of the comment, says to its writer; None where it says nothing
    that keeps it from being posted.
    """
    if definition.action is Action.REFUSE:
        return Invalid(definition.sentence, field="text")
    if definition.action is Action.ASK and not it.is_sure:
        return AskedAgain(definition.sentence, field="text")
    if definition.action is Action.SLOW and it.version == 1:
        return too_soon(facts.lately, definition.minutes)
    return None


def too_soon(lately: Sequence[datetime], minutes: int) -> Refusal | None:
    """The refusal of whoever has to wait so long between comments, and has not."""
    sentence = gettext("You can post here again in {wait}.")
    limit = Limit("slow", 1, timedelta(minutes=minutes), sentence)
    try:
        check_limits([limit], Times(sorted(lately, reverse=True)))
    except TooMany as refusal:
        return refusal
    return None


def turned_away(people: Collection[int]) -> dict[int, Refusal]:
    """Those of these people whom rules have refused so often that they have to wait."""
    since = now() - _HOUR
    refused = RuleMatch.objects.filter(person__in=people, is_live=True, matched_at__gt=since)
    sentence = gettext("Your text was refused too often. Please try again in an hour.")
    return {
        key: TooMany(sentence, retry_after=int(_HOUR.total_seconds()))
        for key, number in refused.values_list("person").annotate(Count("id"))
        if number >= REFUSED_AN_HOUR
    }

"""How often people posted and voted lately, and how often they may."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belowline.accounts.queries.limited_acts import VOTES
from belowline.core.rate_limits import Limit
from belowline.core.rate_limits.counts import CountsTogether
from belowline.core.rate_limits.rows import RecentRows
from belowline.discussion.models import Comment

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
SLOWED = timedelta(minutes=10)
"""How often those may post whom moderators have slowed down."""
_POSTING = _("You’re posting too fast. Please try again in {wait}.")
_SLOWED = _("You can comment once every ten minutes for now. Please try again in {wait}.")
_VOTING = _("You’re voting too fast. Please try again in {wait}.")


def posting_pace(people: Collection[int]) -> RecentRows:
    """How many comments each of these people posted lately."""
    most = settings.ENVIRONMENT
    return RecentRows(
        Comment,
        person="author_id",
        moment="posted_at",
        limits=[
            Limit("posts a minute", most.posts_per_minute, _MINUTE, _POSTING),
            Limit("posts an hour", most.posts_per_hour, _HOUR, _POSTING),
        ],
        people=people,
    )


def slowed_pace(people: Collection[int]) -> RecentRows:
    """The same for those whom moderators have slowed down."""
    return RecentRows(
        Comment,
        person="author_id",
        moment="posted_at",
        limits=[Limit("posts of the slowed", 1, SLOWED, _SLOWED)],
        people=people,
    )


def voting_pace(people: Collection[int]) -> CountsTogether:
    """How often each of these people voted lately, counting what was changed or taken back."""
    most = settings.ENVIRONMENT.votes_per_minute
    return CountsTogether(Limit(VOTES, most, _MINUTE, _VOTING), people)

"""Counts searches; called outside transactions."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest


def count_search(*, network: str) -> None:
    """A search, from what stands for a network. Raises TooMany."""
    sentence = gettext("Too many searches from your network. Please try again in {wait}.")
    most = settings.ENVIRONMENT.searches_per_minute
    limit = Limit("searches of a network", most, timedelta(minutes=1), sentence)
    check_limits([limit], CountedActs(of_digest(network)))

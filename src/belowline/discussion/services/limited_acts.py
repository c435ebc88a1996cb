"""Counts edits and previews; called outside transactions. Each raises TooMany."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from belowline.accounts.queries.limited_acts import EDITS, PREVIEWS
from belowline.accounts.queries.people import Actor
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_person


def count_edit(actor: Actor) -> None:
    """An edit of a comment: each text before it is kept."""
    sentence = gettext("You’ve made too many edits. Please try again in {wait}.")
    limit = Limit(EDITS, settings.ENVIRONMENT.edits_per_hour, timedelta(hours=1), sentence)
    check_limits([limit], CountedActs(of_person(actor.id)), times=actor.pace)


def count_preview(actor: Actor) -> None:
    """A look at how a text would be shown: it costs as much work as posting it."""
    sentence = gettext("Too many previews. Please try again in {wait}.")
    most = settings.ENVIRONMENT.previews_per_minute
    limit = Limit(PREVIEWS, most, timedelta(minutes=1), sentence)
    check_limits([limit], CountedActs(of_person(actor.id)), times=actor.pace)

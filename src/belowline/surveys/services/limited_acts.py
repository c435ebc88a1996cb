"""How often surveys may be answered from one network."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest


def count_survey_answer(*, network: str) -> None:
    """A survey that is sent, from what stands for a network, be it accepted or not. Raises
    TooMany.
    """
    most = settings.ENVIRONMENT.survey_answers_per_minute
    sentence = gettext("Too many survey responses from your network. Please wait a minute.")
    limit = Limit("answers to surveys", most, timedelta(minutes=1), sentence)
    check_limits([limit], CountedActs(of_digest(network)))

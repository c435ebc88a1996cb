"""Counts what people may do so often only, and what leaves no row; called outside transactions.

Each function raises TooMany where the limit is used up, and counts otherwise, whatever becomes of
the act.
"""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from belowline.accounts.queries.limited_acts import (
    ARTICLE_PICTURES,
    LISTS,
    PICTURES,
    PROOF_CODES,
    TEST_MAILS,
)
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest, of_person

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_PROOF_CODES_PER_HOUR = 5
_TEST_MAILS_PER_HOUR = 10
_UNSENT = "unsent comments of a network"


def count_picture(*, person_id: int) -> None:
    """A picture that is sent, or switched on or off."""
    sentence = gettext("You’ve uploaded too many photos. Please wait {wait}.")
    limit = Limit(PICTURES, settings.ENVIRONMENT.pictures_per_hour, _HOUR, sentence)
    check_limits([limit], CountedActs(of_person(person_id)))


def count_article_picture(*, person_id: int) -> None:
    """A picture that an editor uploads for an article."""
    sentence = gettext("You’ve uploaded too many pictures. Please wait {wait}.")
    most = settings.ENVIRONMENT.article_pictures_per_hour
    limit = Limit(ARTICLE_PICTURES, most, _HOUR, sentence)
    check_limits([limit], CountedActs(of_person(person_id)))


def count_proof_code(*, person_id: int) -> None:
    """A code by which somebody without password and second factor shows who they are."""
    sentence = gettext("You’ve asked for too many codes. Please try again in an hour.")
    limit = Limit(PROOF_CODES, _PROOF_CODES_PER_HOUR, _HOUR, sentence)
    check_limits([limit], CountedActs(of_person(person_id)))


def count_test_mail(*, person_id: int) -> None:
    """A test mail that an administrator has sent to themselves."""
    sentence = gettext("You’ve sent many test mails. Please try again in {wait}.")
    limit = Limit(TEST_MAILS, _TEST_MAILS_PER_HOUR, _HOUR, sentence)
    check_limits([limit], CountedActs(of_person(person_id)))


def count_list_change(*, person_id: int) -> None:
    """A discussion or reader that is followed, a reader who is muted or blocked, or no longer; a
    device for notifications.
    """
    sentence = gettext("You’re changing your lists too fast. Please try again in {wait}.")
    limit = Limit(LISTS, settings.ENVIRONMENT.list_changes_per_minute, _MINUTE, sentence)
    check_limits([limit], CountedActs(of_person(person_id)))


def count_unsent_comment(*, network: str) -> None:
    """A comment that is kept for somebody who is not logged in, from what stands for a network."""
    sentence = gettext(
        "Too many comments from your network are waiting for a login. Please log in first."
    )
    limit = Limit(_UNSENT, settings.ENVIRONMENT.unsent_per_hour, _HOUR, sentence)
    check_limits([limit], CountedActs(of_digest(network)))


def count_subscriber_list(*, network: str, issuer: str) -> None:
    """A list of subscribers from this network in an issuer's name, be it signed or not."""
    most = settings.ENVIRONMENT.subscriber_lists_per_minute
    sentence = gettext("Too many lists from your network. Please wait a minute.")
    limit = Limit("lists of subscribers", most, _MINUTE, sentence)
    check_limits([limit], CountedActs(of_digest(network, issuer)))


def count_publisher_login(*, network: str, issuer: str) -> None:
    """A login by a publisher's account, from what stands for a network, in an issuer's name.

    An issuer is never limited as a whole: whoever writes its name into bad tokens would keep its
    readers out.
    """
    attempts = settings.ENVIRONMENT.sign_in_attempts_per_minute
    sentence = gettext("Too many logins from your network. Please wait a minute.")
    from_network = Limit("logins from a network", 6 * attempts, _MINUTE, sentence)
    by_issuer = Limit("logins of an issuer", 3 * attempts, _MINUTE, sentence)
    check_limits([from_network], CountedActs(of_digest(network)))
    check_limits([by_issuer], CountedActs(of_digest(network, issuer)))

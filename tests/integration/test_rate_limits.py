"""One limiter: what is too fast is refused in the same words, wherever it is counted."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from belowline.accounts.services.limited_acts import count_publisher_login
from belowline.accounts.services.pictures import change_picture
from belowline.accounts.services.profiles import choose_what_is_shown
from belowline.core.clock import now
from belowline.core.models import ActCount, RetentionReport
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest, of_person
from belowline.core.rate_limits.rows import Rows, Times
from belowline.core.refusals import Invalid, TooMany
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.posts import post_comments

FIVE = Limit("five an hour", 5, timedelta(hours=1), "Please wait {wait}.")
TWO = Limit("two a minute", 2, timedelta(minutes=1), "Please wait {wait}.")


def _times(ages):
    return Times([now() - age for age in ages])


def _rows(ages):
    for age in reversed(ages):
        RetentionReport.objects.create(done_at=now() - age)
    return Rows(RetentionReport.objects.all(), "done_at")


def _counted(ages):
    """A period begins with its first act: the counter knows no other."""
    ActCount.objects.create(
        name=FIVE.name,
        subject=of_person(1),
        number=len(ages),
        over_at=now() - ages[-1] + FIVE.period,
    )
    return CountedActs(of_person(1))


@pytest.mark.django_db
@pytest.mark.parametrize("source", [_times, _rows, _counted])
def test_what_is_too_fast_is_refused_in_the_same_words(source) -> None:
    acts = source([timedelta(minutes=minutes) for minutes in (1, 2, 3, 4, 14.5)])
    with pytest.raises(TooMany) as refused:
        check_limits([FIVE], acts)
    assert refused.value.sentence == "Please wait 46 minutes."
    assert 45 * 60 < refused.value.retry_after <= 45 * 60 + 31


@pytest.mark.django_db
@pytest.mark.parametrize("source", [_times, _rows, _counted])
def test_one_less_passes_and_so_does_the_next_when_the_period_is_over(source) -> None:
    check_limits([FIVE], source([timedelta(minutes=minutes) for minutes in (1, 2, 3, 4)]))
    ActCount.objects.all().delete()
    RetentionReport.objects.all().delete()
    check_limits([FIVE], source([timedelta(minutes=minutes) for minutes in (57, 58, 59, 60, 61)]))


@pytest.mark.django_db
@pytest.mark.parametrize("source", [_times, _rows, _counted])
def test_those_for_whom_more_is_welcome_may_do_more(source) -> None:
    acts = source([timedelta(minutes=minute) for minute in range(1, 6)])
    check_limits([FIVE], acts, times=2)


def test_the_first_limit_that_is_used_up_is_told() -> None:
    with pytest.raises(TooMany, match=r"wait (59|60) seconds"):
        check_limits([TWO, FIVE], Times([now()] * 5))


@pytest.mark.django_db
def test_people_and_limits_are_counted_apart() -> None:
    for _ in range(TWO.most):
        check_limits([TWO], CountedActs(of_person(1)))
    check_limits([TWO], CountedActs(of_person(11)))
    check_limits([FIVE], CountedActs(of_person(1)))
    with pytest.raises(TooMany):
        check_limits([TWO], CountedActs(of_person(1)))
    assert of_digest("a", "bc") != of_digest("ab", "c")


@pytest.mark.django_db
def test_refused_acts_count_nothing_and_prolong_nothing() -> None:
    acts = CountedActs(of_person(1))
    for _ in range(TWO.most):
        check_limits([TWO], acts)
    before = ActCount.objects.get()
    for _ in range(3):
        with pytest.raises(TooMany):
            check_limits([TWO], acts)
    after = ActCount.objects.get()
    assert (after.number, after.over_at) == (TWO.most, before.over_at)


@pytest.mark.django_db
def test_a_count_begins_anew_when_its_period_is_over() -> None:
    acts = CountedActs(of_person(1))
    for _ in range(TWO.most):
        check_limits([TWO], acts)
    ActCount.objects.update(over_at=now())
    check_limits([TWO], acts)
    begun = ActCount.objects.get()
    assert begun.number == 1
    assert begun.over_at > now() + timedelta(seconds=50)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_acts_at_once_as_many_pass_as_may() -> None:
    def act(_):
        try:
            check_limits([FIVE], CountedActs(of_person(1)))
        except TooMany as refusal:
            return refusal.retry_after
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(act, range(20)))
    assert waits.count(None) == FIVE.most
    assert all(wait > 0 for wait in waits if wait is not None)
    assert ActCount.objects.get().number == FIVE.most


@pytest.mark.django_db(transaction=True)
def test_no_act_is_counted_inside_a_transaction_that_may_take_it_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        check_limits([FIVE], CountedActs(of_person(1)))
    assert not ActCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_refused_later_has_been_counted(newspaper) -> None:
    reader = newspaper.person()
    with pytest.raises(Invalid):
        change_picture(actor=reader, data=b"no picture", publication_ids=[])
    assert ActCount.objects.get(subject=of_person(reader.id)).number == 1


@pytest.mark.django_db
def test_a_network_with_many_issuers_names_is_limited_as_a_whole() -> None:
    for number in range(60):
        count_publisher_login(network="fd01::", issuer=f"issuer {number}")
    with pytest.raises(TooMany, match="from your network"):
        count_publisher_login(network="fd01::", issuer="another")


@pytest.mark.django_db
def test_an_issuers_readers_elsewhere_are_not_kept_out() -> None:
    for _ in range(30):
        count_publisher_login(network="fd01::", issuer="https://news.example")
    with pytest.raises(TooMany, match="from your network"):
        count_publisher_login(network="fd01::", issuer="https://news.example")
    count_publisher_login(network="fd02::", issuer="https://news.example")
    subjects = ActCount.objects.values_list("subject", flat=True)
    assert all(re.fullmatch("[0-9a-f]{32}", subject) for subject in subjects)


def test_switching_the_picture_is_limited_and_the_rest_is_not(newspaper, settings) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"pictures_per_hour": 2})
    reader = newspaper.person()

    def choose(*, picture: bool) -> None:
        choose_what_is_shown(
            actor=reader,
            picture=picture,
            since=True,
            comments=True,
            answers=True,
            following=True,
            publication_ids=[newspaper.publication_id],
        )

    for picture in (False, True, True, True):
        choose(picture=picture)
    with pytest.raises(TooMany, match="too many photos"):
        choose(picture=False)


def test_what_leaves_a_row_is_counted_by_it_and_by_nothing_else(newspaper) -> None:
    thread, reader = newspaper.thread(), newspaper.person()
    drafts = [Draft(reader, thread.id, f"Number {number}", None, None) for number in range(8)]
    answers = post_comments(drafts)
    assert [isinstance(answer, TooMany) for answer in answers] == [False] * 6 + [True] * 2
    assert not ActCount.objects.exists()

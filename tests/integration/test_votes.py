"""Votes: once per person and comment, and counters that are right after any mix of them."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belowline.core.ids import encode
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Conflict, Invalid, NotAllowed, TooMany
from belowline.discussion.models import Comment, Vote
from belowline.discussion.ranking.best import wilson_lower_bound
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.threads import switch_thread
from belowline.discussion.services.votes import cast_vote
from tests.found import comment


def test_a_vote_counts_at_once(newspaper):
    posted = newspaper.comment(newspaper.thread(), "Judge me.")
    tally = cast_vote(actor=newspaper.person(), comment_id=posted, value=1)
    assert (tally.up, tally.down, tally.own) == (1, 0, 1)
    assert comment(posted).net == 1


def test_the_same_vote_again_changes_nothing(newspaper):
    posted, voter = newspaper.comment(newspaper.thread(), "Judge me."), newspaper.person()
    for _ in range(3):
        cast_vote(actor=voter, comment_id=posted, value=-1)
    assert (comment(posted).up, comment(posted).down) == (0, 1)
    assert OutboxEvent.objects.filter(name="VotesChanged").count() == 1


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(votes=st.lists(st.tuples(st.integers(0, 3), st.sampled_from([1, 0, -1])), max_size=25))
def test_counters_equal_the_votes_after_any_mix(newspaper, votes):
    with transaction.atomic():
        posted = newspaper.comment(newspaper.thread(), "Judge me.")
        voters = [newspaper.person() for _ in range(4)]
        last = {}
        for number, value in votes:
            cast_vote(actor=voters[number], comment_id=posted, value=value)
            last[number] = value
        shown = comment(posted)
        up = sum(value == 1 for value in last.values())
        down = sum(value == -1 for value in last.values())
        assert (shown.up, shown.down) == (up, down)
        assert shown.best == wilson_lower_bound(up, down)
        transaction.set_rollback(True)


def test_nobody_votes_on_an_own_comment(newspaper):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "I agree with me.", by=author)
    with pytest.raises(NotAllowed):
        cast_vote(actor=author, comment_id=posted, value=1)


def test_a_vote_is_one_of_three_values(newspaper):
    posted = newspaper.comment(newspaper.thread(), "Judge me.")
    with pytest.raises(Invalid):
        cast_vote(actor=newspaper.person(), comment_id=posted, value=2)


def test_votes_can_be_closed_while_comments_are_open(newspaper):
    thread = newspaper.thread()
    posted = newspaper.comment(thread, "Judge me.")
    editor = newspaper.person("ed", role="editor")
    switch_thread(actor=editor, thread_id=thread.id, comments_open=True, votes_open=False)
    with pytest.raises(NotAllowed, match="closed"):
        cast_vote(actor=newspaper.person(), comment_id=posted, value=1)
    newspaper.comment(thread, "Still open for words.")


def test_a_withdrawn_comment_takes_no_votes(newspaper):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Never mind.", by=author)
    withdraw_comment(actor=author, comment_id=posted)
    with pytest.raises(Conflict):
        cast_vote(actor=newspaper.person(), comment_id=posted, value=1)


def test_somebody_who_votes_very_fast_is_asked_to_wait(newspaper, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"votes_per_minute": 1})
    thread, voter = newspaper.thread(), newspaper.person()
    cast_vote(actor=voter, comment_id=newspaper.comment(thread, "One."), value=1)
    with pytest.raises(TooMany):
        cast_vote(actor=voter, comment_id=newspaper.comment(thread, "Two."), value=1)


def test_the_database_itself_refuses_a_second_vote(newspaper):
    posted, voter = newspaper.comment(newspaper.thread(), "Judge me."), newspaper.person()
    cast_vote(actor=voter, comment_id=posted, value=1)
    kept = Vote.objects.get()
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


@pytest.mark.django_db(transaction=True)
def test_counters_are_right_after_votes_at_the_same_time(newspaper):
    thread = newspaper.thread()
    posted = [newspaper.comment(thread, f"Comment {number}.") for number in range(3)]
    voters = [newspaper.person() for _ in range(6)]
    random = Random(7)
    work = [(voter, target, random.choice([1, -1, 0])) for voter in voters for target in posted * 3]
    random.shuffle(work)

    def cast(job):
        voter, target, value = job
        try:
            return cast_vote(actor=voter, comment_id=target, value=value)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(cast, work))
    assert list(recount()) == []
    assert Vote.objects.count() == sum(row.up + row.down for row in Comment.objects.all())


@pytest.mark.django_db(transaction=True)
def test_one_person_voting_at_the_same_time_from_many_places_has_one_vote(newspaper):
    posted, voter = newspaper.comment(newspaper.thread(), "Judge me."), newspaper.person()

    def cast(value):
        try:
            return cast_vote(actor=voter, comment_id=posted, value=value)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(cast, [1, -1] * 8))
    assert Vote.objects.count() == 1
    assert list(recount()) == []


@pytest.mark.parametrize(
    ("sent_from", "query"),
    [
        ("http://testserver/politics/ferry?order=best&view=flat&x=1", "?order=best&view=flat"),
        ("http://elsewhere.example/?order=best", ""),
        ("", ""),
    ],
)
def test_a_vote_leads_back_to_the_order_in_which_it_was_cast(
    newspaper, client_of, sent_from, query
):
    thread = newspaper.thread()
    ref = encode(newspaper.comment(thread, "Judge me."))
    voter = client_of(newspaper.person())
    answer = voter.post(f"/threads/{thread.ref}/votes", {"up": ref}, headers={"Referer": sent_from})
    assert answer.headers["Location"] == f"/c/{ref}{query}"

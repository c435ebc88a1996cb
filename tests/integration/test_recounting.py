"""`belowline check`: every counter is compared with its rows, and mended on demand."""

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.cli.check import check
from belowline.discussion.models import Comment, Thread
from belowline.discussion.services.recount import recount
from belowline.discussion.services.votes import cast_vote


@pytest.fixture
def discussed(newspaper):
    thread = newspaper.thread()
    root = newspaper.comment(thread, "One thing that nobody has said so far today.")
    newspaper.comment(thread, "I answer you.", to=root)
    cast_vote(actor=newspaper.person(), comment_id=root, value=1)
    return thread, root


def test_counters_are_right_without_repair(discussed):
    assert list(recount()) == []


@pytest.mark.parametrize(
    ("counter", "wrong"),
    [("up", 7), ("down", 2), ("answers", 9), ("replies", 4), ("best", 0.9), ("disputed", 3.0)],
)
def test_a_wrong_counter_of_a_comment_is_found_and_mended(discussed, counter, wrong):
    _, root = discussed
    right = getattr(Comment.objects.get(pk=root), counter)
    Comment.objects.filter(pk=root).update(**{counter: wrong})
    found = {difference.counter: difference for difference in recount(repair=True)}
    assert found[counter].kept == wrong
    assert getattr(Comment.objects.get(pk=root), counter) == right
    assert list(recount()) == []


def test_a_wrong_count_of_comments_is_found_and_mended(discussed):
    thread, _ = discussed
    Thread.objects.filter(pk=thread.id).update(comment_count=99)
    assert [difference.counted for difference in recount(repair=True)] == [2]
    assert list(recount()) == []


def test_the_command_reports_and_its_exit_status_tells(discussed):
    thread, _ = discussed
    assert CliRunner().invoke(check).exit_code == 0
    Thread.objects.filter(pk=thread.id).update(comment_count=99)
    result = CliRunner().invoke(check)
    assert result.exit_code == 1
    assert "comment_count says 99, counted 2" in result.output
    assert "Mended 1" in CliRunner().invoke(check, ["--repair"]).output
    assert CliRunner().invoke(check).exit_code == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_counting_holds_up_nobody_who_writes(newspaper):
    """Only what looks wrong is counted under a lock, few comments at a time."""
    thread = newspaper.thread()
    posted = [newspaper.comment(thread, f"Number {number}.") for number in range(5)]
    with CaptureQueriesContext(connection) as asked:
        assert list(recount()) == []
    assert not [it for it in asked if it["sql"].startswith("BEGIN")]
    Comment.objects.filter(pk=posted[2]).update(up=9)
    Thread.objects.filter(pk=thread.id).update(comment_count=9)
    wrong = {(it.id, it.counter) for it in recount(repair=True)}
    assert wrong == {(posted[2], "up"), (thread.id, "comment_count")}
    assert list(recount()) == []

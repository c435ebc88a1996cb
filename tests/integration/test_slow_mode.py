"""Where a discussion is slow, a reader waits between two comments."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.refusals import Invalid, TooMany
from belowline.discussion.queries.threads import desk_thread
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.posts import post_comments
from belowline.discussion.services.threads import switch_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(newspaper):
    return newspaper.person(role="editor")


@pytest.fixture
def slow(newspaper, editor):
    """A discussion with ten minutes between two comments."""
    below = newspaper.thread()
    slowed(editor, below, 10)
    return below


def slowed(editor, below, minutes: int | None) -> None:
    switch_thread(
        actor=editor,
        thread_id=below.id,
        comments_open=True,
        votes_open=True,
        slow_minutes=minutes,
    )


def test_a_reader_waits_and_others_do_not(newspaper, slow, at) -> None:
    writer, moment = newspaper.person(), now()
    newspaper.comment(slow, "First.", by=writer)
    with pytest.raises(TooMany, match="again in 10 minutes") as refused:
        newspaper.comment(slow, "Second.", by=writer)
    assert 0 < refused.value.retry_after <= 601
    newspaper.comment(slow, "By another.")
    newspaper.comment(newspaper.thread(), "Elsewhere.", by=writer)
    at(moment + timedelta(minutes=11))
    newspaper.comment(slow, "Third.", by=writer)


def test_the_staff_do_not_wait(newspaper, slow, editor) -> None:
    for number in range(2):
        newspaper.comment(slow, f"Number {number}.", by=editor)


def test_two_at_once_are_one(newspaper, slow) -> None:
    writer = newspaper.person()
    first, second = post_comments([Draft(writer, slow.id, it) for it in ("One.", "Two.")])
    assert isinstance(first, int)
    assert isinstance(second, TooMany)


def test_other_settings_leave_it_as_it_is(newspaper, slow, editor) -> None:
    slowed(editor, slow, None)
    found = desk_thread(publication_id=newspaper.publication_id, thread_id=slow.id)
    assert found is not None
    assert found.slow_minutes == 10


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_a_wait_is_up_to_a_day(slow, editor, minutes) -> None:
    with pytest.raises(Invalid) as refused:
        slowed(editor, slow, minutes)
    assert refused.value.field == "slow_minutes"


def test_it_is_set_at_the_desk_and_readers_are_told(newspaper, editor, client_of, settings) -> None:
    settings.OWN_HOSTS = ["testserver"]
    article = newspaper.article()
    below = newspaper.thread_below(article)
    desk = client_of(editor)
    sent = {"comments": "1", "votes": "open", "slow_minutes": "5"}
    assert desk.post(f"/desk/threads/{below.ref}", sent).status_code == 302
    assert 'value="5"' in desk.get(f"/desk/threads/{below.ref}").content.decode()
    assert "once in 5 minutes" in desk.get(article.path).content.decode()
    writer = newspaper.person()
    newspaper.comment(below, "First.", by=writer)
    answer = client_of(writer).post(
        f"/threads/{below.ref}/comments",
        {"text": "Kept words.", "key": "00000000-0000-4000-8000-000000000001"},
    )
    assert answer.status_code == 429
    assert "Kept words." in answer.content.decode()

"""What the desk's figures say, from decisions alone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from belowline.moderation.queries.work_done import Made, work_done

TOKYO = ZoneInfo("Asia/Tokyo")
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)  # 21:00 in Tokyo
SINCE = NOON - timedelta(days=7)


def made(comment_id: int, *, took: float = 1, promised: float = 2, **given) -> Made:
    opened = given.pop("opened_at", NOON)
    return Made(
        comment_id,
        given.pop("moderator_id", 1),
        given.pop("decided_at", NOON + timedelta(hours=took)),
        opened,
        opened + timedelta(hours=promised) if opened else None,
        **given,
    )


def figures(*decisions: Made, waiting=()):
    return work_done(decisions, waiting, since=SINCE, zone=TOKYO)


def test_hours_are_medians_and_promises_are_shares() -> None:
    found = figures(made(1, took=1), made(2, took=2), made(3, took=30))
    assert (found.whole.number, found.whole.median_hours) == (3, 2.0)
    assert found.whole.kept == 2 / 3  # on the second is in time


def test_days_and_hours_are_those_of_the_zone() -> None:
    late = NOON + timedelta(hours=3, minutes=1)  # after midnight in Tokyo
    found = figures(made(1, took=4), waiting=[(2, late)])
    assert found.came == {date(2026, 11, 27): 1, date(2026, 11, 28): 1}
    assert found.decided == {date(2026, 11, 28): 1}
    assert found.came_by_hour[21] == found.came_by_hour[0] == 1
    assert found.decided_by_hour[1] == 1


def test_a_case_that_was_decided_upon_twice_came_in_once_and_was_decided_by_the_first() -> None:
    held = made(1, took=1, moderator_id=1)
    published = made(1, took=9, moderator_id=2)
    found = figures(published, held)
    assert sum(found.came.values()) == 1
    assert set(found.moderators) == {1}
    assert found.whole.median_hours == 1.0
    assert sum(found.decided.values()) == 2


def test_what_nobody_waited_for_has_no_hours_and_no_promise() -> None:
    found = figures(made(1, opened_at=None), made(1, opened_at=None))
    assert (found.whole.number, found.whole.median_hours, found.whole.kept) == (2, None, None)
    assert found.came == {}


def test_moderators_and_reasons_are_told_apart() -> None:
    found = figures(
        made(1, moderator_id=1, reported_for="spam"),
        made(2, moderator_id=2, reported_for="spam", is_overturned=True),
        made(3, moderator_id=2, took=5, reported_for="threat"),
    )
    assert {key: it.number for key, it in found.moderators.items()} == {1: 1, 2: 2}
    assert found.reasons["spam"].overturned == 1
    assert found.reasons["threat"].kept == 0.0


def test_what_came_before_is_decided_but_did_not_come_in_now() -> None:
    found = figures(
        made(1, opened_at=SINCE - timedelta(days=1)), waiting=[(2, SINCE - timedelta(1))]
    )
    assert found.came == {}
    assert sum(found.decided.values()) == 1
    assert figures().whole.number == 0

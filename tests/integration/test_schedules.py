"""Work that comes again: once for each time however many look, once for all that were missed."""

from datetime import UTC, datetime, time, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.db import connections

from belowline.core.clock import now
from belowline.core.models import Schedule, Task
from belowline.core.schedule_rules import Daily, Every, rule_of
from belowline.core.task_kinds import Kind
from belowline.core.tasks.failures import idle_schedules
from belowline.core.tasks.running import run_due
from belowline.core.tasks.schedules import plan_what_is_due, schedule, unschedule

done: list[str] = []
MORNING = Daily(time(7), "Europe/London")
DAY = datetime(2026, 6, 3, tzinfo=UTC)


def ring(**given) -> None:
    done.append("rang")


@pytest.fixture(autouse=True)
def _tasks(db, settings):
    done.clear()
    settings.REGULAR_TASKS = {}
    settings.TASKS = {"ring": Kind(f"{__name__}.ring")}


@pytest.mark.parametrize(
    "rule", [Every(timedelta(minutes=5)), MORNING, Daily(time(6, 30), "UTC", frozenset({1, 5}))]
)
def test_a_rule_is_read_as_it_was_written(rule) -> None:
    assert rule_of(rule.written()) == rule


@pytest.mark.parametrize(
    "text", ["", "every", "every -5", "every x", "daily 07:00 UTC ", "daily 25:00 UTC 1"]
)
def test_what_is_no_rule_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"."):
        rule_of(text)


@pytest.mark.parametrize(
    ("after", "comes"),
    [
        ("2026-01-05T06:59", "2026-01-05T07:00"),
        ("2026-01-05T07:00", "2026-01-06T07:00"),
        ("2026-03-28T12:00", "2026-03-29T07:00"),
        ("2026-10-24T12:00", "2026-10-25T07:00"),
    ],
)
def test_seven_o_clock_is_seven_o_clock_in_summer_and_in_winter(after, comes) -> None:
    zone = ZoneInfo("Europe/London")
    found = MORNING.next_after(datetime.fromisoformat(after).replace(tzinfo=zone))
    assert found.astimezone(zone).isoformat(timespec="minutes")[:16] == comes


@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)]
)
def test_an_hour_that_is_left_out_or_comes_twice_is_one_time(day) -> None:
    night = Daily(time(1, 30), "Europe/London")
    first = night.next_after(day)
    assert day < first < day + timedelta(days=1)
    assert night.next_after(first) - first > timedelta(hours=20)


def test_days_of_the_week_are_kept_to() -> None:
    weekend = Daily(time(9), "UTC", frozenset({6, 7}))
    assert weekend.next_after(DAY).isoweekday() == 6


def test_however_many_times_were_missed_it_comes_once(at) -> None:
    at(DAY)
    schedule("ring:1", "ring", MORNING)
    assert run_due() == 0
    at(DAY + timedelta(days=9))
    assert (run_due(), run_due(), done) == (1, 0, ["rang"])
    assert Schedule.objects.get().due_at > DAY + timedelta(days=9)


@pytest.mark.django_db(transaction=True)
def test_many_processes_that_look_at_once_plan_it_once() -> None:
    for number in range(10):
        schedule(f"ring:{number}", "ring", MORNING, first_at=now())
    assert not done
    planned: list[int] = []

    def look() -> None:
        try:
            planned.append(run_due())
        finally:
            connections.close_all()

    threads = [Thread(target=look) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(planned) == 10
    assert len(done) == 10


def test_one_that_is_still_to_be_done_is_not_planned_a_second_time(at) -> None:
    at(DAY)
    schedule("ring:1", "ring", Every(timedelta(minutes=1)), first_at=DAY)
    for minutes in range(5):
        at(DAY + timedelta(minutes=2 * minutes))
        plan_what_is_due(["ring"])
    assert Task.objects.count() == 1


def test_a_clock_that_was_wrong_by_a_year_stops_nothing_for_a_year(at) -> None:
    at(DAY + timedelta(days=365))
    schedule("ring:1", "ring", MORNING, first_at=DAY)
    assert run_due() == 1
    at(DAY)
    run_due()
    assert Schedule.objects.get().due_at < DAY + timedelta(days=1)
    assert done == ["rang"]


def test_a_clock_that_is_set_back_a_little_does_not_make_it_come_twice(at) -> None:
    at(DAY)
    schedule("ring:1", "ring", MORNING)
    seven = Schedule.objects.get().due_at
    at(seven)
    assert run_due() == 1
    for seconds in (-1, 0, 1):
        at(seven + timedelta(seconds=seconds))
        assert run_due() == 0


def test_what_cannot_be_read_or_is_not_known_holds_up_no_other() -> None:
    Schedule.objects.create(key="a", name="ring", rule="at noon", due_at=DAY)
    Schedule.objects.create(key="b", name="from-tomorrow", rule="every 60", due_at=DAY)
    schedule("ring:1", "ring", MORNING, first_at=DAY)
    assert run_due() == 1
    assert idle_schedules() == ["b"]


def test_a_rule_that_is_changed_counts_from_now_on_and_one_that_is_not_waits_on(at) -> None:
    at(DAY)
    schedule("ring:1", "ring", MORNING)
    before = Schedule.objects.get().due_at
    at(DAY + timedelta(minutes=1))
    schedule("ring:1", "ring", MORNING)
    assert Schedule.objects.get().due_at == before
    schedule("ring:1", "ring", Every(timedelta(minutes=1)))
    assert Schedule.objects.get().due_at == DAY + timedelta(minutes=2)
    unschedule("ring:1")
    assert not Schedule.objects.exists()


def test_a_schedule_of_no_task_is_refused() -> None:
    with pytest.raises(ValueError, match="config/tasks"):
        schedule("x", "from-tomorrow", MORNING)

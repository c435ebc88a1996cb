"""Work that is done after the answer: planned with what makes it necessary, done once it is due."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.module_loading import import_string

from belowline.config import tasks
from belowline.core.clock import now
from belowline.core.models import Schedule, Task
from belowline.core.schedule_rules import Every
from belowline.core.task_kinds import Kind
from belowline.core.tasks import enqueue
from belowline.core.tasks.failures import failed_tasks
from belowline.core.tasks.running import run_due
from belowline.core.tasks.schedules import schedule_regular_work
from belowline.core.tasks.wakeup import closing
from belowline.core.tasks.worker import TaskWorker
from serving import until

HERE = __name__
done: list[str] = []


def note(word: str) -> None:
    done.append(word)


def fail(**given) -> None:
    raise OSError("the mail server is away")


def look_for_more() -> None:
    done.append(f"found {run_due()}")


TRIES = Kind("").tries
WORK = ("note", "fail", "leave", "note_regularly", "look_for_more")


@pytest.fixture(autouse=True)
def _tasks(db, settings):
    done.clear()
    settings.REGULAR_TASKS = {}
    settings.TASKS = {name: Kind(f"{HERE}.{name}") for name in WORK}


def test_what_is_planned_is_done_once() -> None:
    enqueue("note", {"word": "moor"})
    assert run_due() == 1
    assert run_due() == 0
    assert done == ["moor"]
    assert not Task.objects.exists()


def test_nothing_is_done_before_it_is_due() -> None:
    enqueue("note", {"word": "later"}, due_at=now() + timedelta(days=7))
    assert run_due() == 0
    Task.objects.update(due_at=now())
    assert run_due() == 1


def test_a_plan_goes_with_the_transaction_that_made_it() -> None:
    def write() -> None:
        with transaction.atomic():
            enqueue("note", {"word": "never"})
            raise ValueError("refused after all")

    with pytest.raises(ValueError, match="refused"):
        write()
    assert run_due() == 0
    assert done == []


def test_what_fails_is_kept_with_its_reason_and_tried_later() -> None:
    number = enqueue("fail", {})
    enqueue("note", {"word": "goes on"})
    assert run_due() == 1
    task = Task.objects.get(pk=number)
    assert task.failure == "OSError: the mail server is away"
    assert task.due_at > now()
    assert done == ["goes on"]


def test_what_always_fails_is_left_for_a_person() -> None:
    number = enqueue("fail", {})
    for _ in range(20):
        Task.objects.update(due_at=now())
        run_due()
    assert Task.objects.get(pk=number).attempts == 8


def test_a_task_that_another_process_has_is_left_to_it() -> None:
    number = enqueue("note", {"word": "theirs"})
    Task.objects.filter(pk=number).update(leased_until=now() + timedelta(minutes=5))
    assert run_due() == 0
    Task.objects.filter(pk=number).update(leased_until=now() - timedelta(seconds=1))
    assert run_due() == 1


def test_regular_work_is_planned_once_and_comes_again(settings) -> None:
    settings.REGULAR_TASKS = {"note_regularly": Every(timedelta(days=1))}
    schedule_regular_work()
    schedule_regular_work()
    assert run_due() == 1
    assert not Task.objects.exists()
    found = Schedule.objects.get()
    assert now() + timedelta(hours=23) < found.due_at < now() + timedelta(hours=25)


def note_regularly() -> None:
    done.append("again")


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(ValueError, match="config/tasks"):
        enqueue("os.remove", {"path": "everything"})


def test_a_task_that_this_version_does_not_know_is_left_to_a_newer_one() -> None:
    number = Task.objects.create(name="from-tomorrow", payload={}, due_at=now()).pk
    enqueue("note", {"word": "goes on"})
    assert run_due() == 1
    assert done == ["goes on"]
    [named] = failed_tasks()
    assert (named.id, named.attempts) == (number, 0)
    assert "does not know" in named.failure


@pytest.mark.parametrize("name", ["from-tomorrow", "note_regularly"])
def test_regular_work_that_is_no_longer_regular_ends(name, settings) -> None:
    settings.REGULAR_TASKS = {}
    Schedule.objects.create(key=name, name=name, rule="every 60", due_at=now())
    enqueue("note", {"word": "goes on"})
    run_due()
    assert "goes on" in done
    schedule_regular_work()
    assert not Schedule.objects.filter(key="note_regularly").exists()


def test_regular_work_that_fails_goes_on_for_ever_and_is_named(settings) -> None:
    settings.REGULAR_TASKS = {"fail": Every(timedelta(days=1))}
    schedule_regular_work()
    for _ in range(3 * TRIES):
        Schedule.objects.update(due_at=now())
        run_due()
    task = Task.objects.get()
    assert task.attempts == 3 * TRIES
    [named] = failed_tasks()
    assert named.name == "fail"
    assert not named.is_set_aside


def test_a_task_in_whose_midst_the_process_always_ended_is_named() -> None:
    enqueue("note", {"word": "moor"})
    Task.objects.update(attempts=TRIES, leased_until=now() - timedelta(seconds=1))
    assert run_due() == 0
    [named] = failed_tasks()
    assert named.is_set_aside
    assert "the process was ended" in named.failure


def leave(**given) -> None:
    raise SystemExit(3)


def test_a_task_that_would_end_the_process_is_a_task_that_failed() -> None:
    enqueue("leave", {})
    enqueue("note", {"word": "goes on"})
    assert run_due() == 1
    assert Task.objects.get().failure == "SystemExit: 3"


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_whatever_breaks(monkeypatch) -> None:
    broken = [RuntimeError("one"), RuntimeError("two")]

    def run(names) -> int:
        if broken:
            raise broken.pop()
        return run_due(names)

    monkeypatch.setattr("belowline.core.tasks.worker._EVERY", 0.01)
    monkeypatch.setattr("belowline.core.tasks.worker.run_due", run)
    worker = TaskWorker()
    try:
        enqueue("note", {"word": "moor"})
        until(lambda: done == ["moor"])
    finally:
        worker.close()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_another_process_has_planned(monkeypatch) -> None:
    monkeypatch.setattr("belowline.core.tasks.worker._EVERY", 0.01)
    worker = TaskWorker()
    monkeypatch.setattr("belowline.core.tasks.wakeup._sleeping", ())  # as those of another process
    try:
        for number in range(3):
            enqueue("note", {"word": f"moor {number}"})
            until(lambda number=number: done[-1:] == [f"moor {number}"])
    finally:
        worker.close()


@pytest.mark.django_db(transaction=True)
def test_one_thread_looks_and_those_that_have_nothing_to_do_rest(monkeypatch) -> None:
    runs: list[object] = []
    looks: list[list[str]] = []
    monkeypatch.setattr("belowline.core.tasks.worker._EVERY", 0.01)
    monkeypatch.setattr("belowline.core.tasks.worker.run_due", runs.append)
    monkeypatch.setattr(
        "belowline.core.tasks.worker.due_names", lambda names: looks.append(names) or set()
    )
    worker = TaskWorker()
    try:
        until(lambda: looks and set(looks[-1]) == set(WORK))
        before, seen = len(runs), len(looks)
        until(lambda: len(looks) > seen + 5)
        assert len(runs) == before
    finally:
        worker.close()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_has_ended_tells_nobody_else_to_end() -> None:
    worker = TaskWorker()
    worker.close()
    assert not closing.is_set()


def test_every_task_leads_to_a_function() -> None:
    for kind in tasks.TASKS.values():
        assert callable(import_string(kind.function)), kind
    assert tasks.REGULAR_TASKS.keys() <= tasks.TASKS.keys()


def test_what_is_being_done_is_found_by_nobody_else() -> None:
    enqueue("look_for_more", {})
    assert run_due() == 1
    assert done == ["found 0"]


def test_what_fails_again_and_again_is_tried_ever_more_rarely() -> None:
    number = enqueue("fail", {})
    waits = []
    for _ in range(3):
        Task.objects.update(due_at=now())
        before = now()
        run_due()
        waits.append((Task.objects.get(pk=number).due_at - before).total_seconds() / 60)
    assert [int(wait) for wait in waits] == [1, 4, 16]


def test_regular_work_does_not_end_after_many_good_days(settings) -> None:
    settings.REGULAR_TASKS = {"note_regularly": Every(timedelta(days=1))}
    schedule_regular_work()
    for _ in range(2 * TRIES):
        Schedule.objects.update(due_at=now())
        assert run_due() == 1

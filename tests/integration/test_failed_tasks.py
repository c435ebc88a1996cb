"""Tasks that failed for good: seen at the desk and at the command line, tried again or deleted."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings

from belowline.cli.tasks import tasks_group
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry, Task
from belowline.core.task_kinds import Kind, Priority
from belowline.core.tasks import enqueue
from belowline.core.tasks.running import run_due
from databases import url_of_connection
from serving import until

HERE = __name__
done: list[str] = []


def note(word: str, publication_id: int | None = None) -> None:
    done.append(word)


def fail(**given) -> None:
    raise OSError("the mail server is away")


@pytest.fixture
def _kinds(db, settings):
    done.clear()
    settings.REGULAR_TASKS = {}
    settings.TASKS = {
        "note": Kind(f"{HERE}.note"),
        "urgent": Kind(f"{HERE}.note", priority=Priority.URGENT),
        "bulk": Kind(f"{HERE}.note", priority=Priority.BULK),
        "fail": Kind(f"{HERE}.fail", tries=1),
        "fail-slowly": Kind(f"{HERE}.fail", tries=3, first_wait=timedelta(hours=1)),
        "missing": Kind("belowline.core.nowhere.at_all", tries=1),
    }


@pytest.mark.usefixtures("_kinds")
def test_what_is_urgent_is_done_first_and_what_is_many_last() -> None:
    for kind in ("bulk", "note", "urgent"):
        enqueue(kind, {"word": kind})
    assert run_due() == 3
    assert done == ["urgent", "note", "bulk"]


@pytest.mark.usefixtures("_kinds")
def test_each_kind_is_tried_as_often_and_as_slowly_as_is_laid_down_for_it() -> None:
    slow, quick = enqueue("fail-slowly", {}), enqueue("fail", {})
    run_due()
    assert Task.objects.get(pk=quick).set_aside_at is not None
    found = Task.objects.get(pk=slow)
    assert found.set_aside_at is None
    assert now() + timedelta(minutes=59) < found.due_at < now() + timedelta(minutes=61)


@pytest.mark.usefixtures("_kinds")
def test_a_task_whose_function_is_not_there_stops_no_other() -> None:
    broken = enqueue("missing", {})
    enqueue("note", {"word": "goes on"})
    assert run_due() == 1
    assert done == ["goes on"]
    assert Task.objects.get(pk=broken).set_aside_at is not None


def _set_aside(publication_id: int | None, **more) -> str:
    made = {"name": "fail", "publication_id": publication_id, "due_at": now(), **more}
    return encode(Task.objects.create(failure="OSError: away", set_aside_at=now(), **made).pk)


@pytest.mark.usefixtures("_kinds")
def test_an_administrator_sees_what_failed_and_has_it_tried_again(newspaper, client_of) -> None:
    desk = client_of(newspaper.person(role="administrator"))
    ref = _set_aside(newspaper.publication_id, attempts=1)
    page = desk.get("/desk/tasks").content.decode()
    assert "OSError: away" in page
    assert "set aside" in page
    assert desk.post(f"/desk/tasks/{ref}/again").status_code == 302
    task = Task.objects.get()
    assert (task.set_aside_at, task.attempts) == (None, 0)
    line = AuditEntry.objects.get(action="task tried again")
    assert line.details["failure"] == "OSError: away"
    assert line.actor_name


@pytest.mark.usefixtures("_kinds")
def test_an_administrator_deletes_it_on_record(newspaper, client_of) -> None:
    desk = client_of(newspaper.person(role="administrator"))
    ref = _set_aside(newspaper.publication_id)
    assert desk.post(f"/desk/tasks/{ref}/delete").status_code == 302
    assert not Task.objects.exists()
    assert AuditEntry.objects.filter(action="task deleted").exists()
    assert desk.post(f"/desk/tasks/{ref}/delete").status_code == 404


@pytest.mark.usefixtures("_kinds")
def test_idor_another_publications_tasks_are_not_there(newspaper, client_of) -> None:
    desk = client_of(newspaper.person(role="administrator"))
    ref = _set_aside(newspaper.publication_id + 1)
    assert "OSError: away" not in desk.get("/desk/tasks").content.decode()
    for act in ("again", "delete"):
        assert desk.post(f"/desk/tasks/{ref}/{act}").status_code == 404
    assert Task.objects.get().set_aside_at is not None


@pytest.mark.usefixtures("_kinds")
def test_the_installations_own_work_is_tried_again_at_the_desk_but_not_deleted(
    newspaper, client_of
) -> None:
    desk = client_of(newspaper.person(role="administrator"))
    ref = _set_aside(None)
    assert desk.post(f"/desk/tasks/{ref}/delete").status_code == 404
    assert desk.post(f"/desk/tasks/{ref}/again").status_code == 302


@pytest.mark.usefixtures("_kinds")
def test_what_is_being_tried_right_now_is_left_alone(newspaper, client_of) -> None:
    desk = client_of(newspaper.person(role="administrator"))
    ref = _set_aside(newspaper.publication_id, leased_until=now() + timedelta(minutes=1))
    assert desk.post(f"/desk/tasks/{ref}/again").status_code == 404


@pytest.mark.usefixtures("_kinds")
def test_the_command_lists_retries_and_deletes() -> None:
    def said(*words: str):
        return CliRunner().invoke(tasks_group, words)

    _set_aside(None)
    number = str(Task.objects.get().pk)
    assert f"{number} fail: 0 attempts, set aside: OSError: away" in said("list").output
    assert said("retry", number).exit_code == 0
    assert said("delete", number).exit_code == 1
    run_due()
    assert said("delete", number).exit_code == 0
    assert not Task.objects.exists()


_WORKER = """
import sys, time, django
django.setup()
from django.conf import settings
from belowline.core.task_kinds import Kind
from datetime import timedelta
sys.modules["slow_work"] = sys.modules["__main__"]
def write(path, number):
    time.sleep(0.02)
    with open(path, "a") as file:
        file.write(f"{number}\\n")
lease = timedelta(seconds=1)
settings.TASKS = {"write": Kind("slow_work.write", lease=lease, tries=1000)}
settings.REGULAR_TASKS = {}
from belowline.core.tasks.worker import TaskWorker
TaskWorker()
print("works", flush=True)
time.sleep(600)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_loses_no_task(settings, tmp_path) -> None:
    settings.TASKS = {"write": Kind("slow_work.write")}
    written = tmp_path / "written"
    for number in range(60):
        enqueue("write", {"path": str(written), "number": number})
    environment = {
        **os.environ,
        "BELOWLINE_DATABASE_URL": url_of_connection(),
        "BELOWLINE_DATA_DIR": str(tmp_path),
        "BELOWLINE_SECRET_KEY": django_settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "belowline.config.settings",
    }
    for seconds in (0.3, 0.3, 0.3, 0):
        with subprocess.Popen(
            [sys.executable, "-c", _WORKER], env=environment, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdout is not None
            try:
                assert worker.stdout.readline() == "works\n"
                time.sleep(seconds)
                if not seconds:
                    until(lambda: not Task.objects.exists())
            finally:
                os.kill(worker.pid, signal.SIGKILL)
    numbers = [int(line) for line in written.read_text().split()]
    assert set(numbers) == set(range(60)), "none is lost"
    assert len(numbers) <= 60 + 3, "only what was in hand is done twice"

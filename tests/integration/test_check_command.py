"""`belowline check` names whatever a person has to see to."""

import pytest
from click.testing import CliRunner

from belowline.cli.command import belowline
from belowline.core.clock import now
from belowline.core.models import Task
from belowline.discussion.models import Thread


@pytest.fixture
def check(newspaper, folder):
    return lambda *words: CliRunner().invoke(belowline, ["check", *words])


def test_all_is_well_where_all_is_well(check) -> None:
    answer = check()
    assert (answer.exit_code, answer.output) == (0, "Every counter is right.\n")


def test_a_half_configured_way_in_is_named(check, settings) -> None:
    settings.CONFIG_PROBLEMS = ["Facebook is not offered: BELOWLINE_FACEBOOK_SECRET is missing."]
    assert check().output.startswith("Facebook is not offered: BELOWLINE_FACEBOOK_SECRET")


def test_a_task_that_failed_is_named_with_its_reason(check) -> None:
    task = Task.objects.create(
        name="a.task", due_at=now(), attempts=3, failure="OSError: the mail server is away"
    )
    said = f"Task {task.id} a.task has failed 3 times: OSError: the mail server is away\n"
    assert said in check().output


def test_a_wrong_counter_is_named_and_mended(check, newspaper) -> None:
    thread = newspaper.thread()
    newspaper.comment(thread, "Counted.")
    Thread.objects.filter(pk=thread.id).update(comment_count=7)
    wrong = check()
    assert wrong.exit_code == 1
    assert "comment_count says 7, counted 1" in wrong.output
    assert "(mended)" in check("--repair").output
    assert check().exit_code == 0

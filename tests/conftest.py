"""What every test stands on: a migrated database of its own, static files as they lie."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

import shared_data
from belowline.config.picture_store import picture_storage
from databases import copy_of_template, drop

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""Which of several processes this is; empty where there is one."""


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(django_test_environment, tmp_path_factory) -> Iterator[None]:
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    folder = tmp_path_factory.mktemp("pictures")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": plain},
        "pictures": picture_storage(settings.ENVIRONMENT, folder),
    }
    own = [*settings.OWN_HOSTS, "testserver"]  # what Django's client calls the site
    with override_settings(
        STORAGES=storages,
        PICTURE_FOLDER=folder,
        OWN_HOSTS=own,
        EMAIL_BACKEND="mail_server.Backend",
    ):
        yield


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory) -> Path:
    """The folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if WORKER else own


@pytest.fixture(scope="session")
def django_db_setup(tmp_path_factory, folder_of_run: Path, django_db_blocker) -> Iterator[None]:
    """SQLite tests use a file: threads that write at once need what a file has, real locks."""
    copy = tmp_path_factory.mktemp("database") / f"{WORKER or 'alone'}.sqlite3"
    with django_db_blocker.unblock():
        copy_of_template(folder_of_run, copy, worker=int(WORKER.removeprefix("gw") or 0))
    yield
    with django_db_blocker.unblock():
        drop(copy)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared, where it stands beside the checkout."""
    if not shared_data.FOLDER.is_dir():
        pytest.skip(shared_data.WHY)
    return shared_data.FOLDER


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly what was not tested for want of ../shared."""
    skipped = terminalreporter.stats.get("skipped", [])
    missing = [report for report in skipped if shared_data.WHY in str(report.longrepr)]
    if missing:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(missing)} tests were skipped: {shared_data.WHY}.", red=True)

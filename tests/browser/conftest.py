"""Chromium, and a site for it to open."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from belowline.accounts.queries.people import Actor
from belowline.config.picture_store import picture_storage
from databases import copy_of_template
from newspaper import Newspaper, found_newspaper, log_in
from serving import Site, free_port, start, stop

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_setup(tmp_path_factory, folder_of_run: Path, django_db_blocker) -> Iterator[Path]:
    """One database for the run, shared with the server: what is written is committed."""
    # Playwright keeps an event loop in this thread; the database is used beside it, never in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    database = tmp_path_factory.mktemp("site") / "belowline.sqlite3"
    with django_db_blocker.unblock():
        copy_of_template(folder_of_run, database, worker=0)
        yield database
        connection.close()


@pytest.fixture(scope="session")
def newspaper(django_db_setup) -> Newspaper:
    """The newspaper of the whole run; each test makes its own articles and people in it."""
    return found_newspaper()


@pytest.fixture(scope="session")
def pictures_of_site(django_db_setup: Path) -> Iterator[None]:
    """What this process uploads for articles lies where the server looks for it."""
    folder = django_db_setup.parent / "pictures"
    kept = picture_storage(settings.ENVIRONMENT, folder)
    with override_settings(STORAGES={**settings.STORAGES, "pictures": kept}):
        yield


@pytest.fixture(scope="session")
def site(newspaper, django_db_setup: Path) -> Iterator[Site]:
    process, running = start(django_db_setup.parent, django_db_setup, free_port())
    yield running
    stop(process)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request) -> bool:
    """Runs a test twice: with JavaScript and without."""
    return request.param


@pytest.fixture
def open_browser(chromium, site) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers that know nothing of one another; faults in their pages fail the test."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(**options) -> BrowserContext:
        context = chromium.new_context(**{"base_url": site.url, **options})
        context.set_default_timeout(30_000)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda line: line.type == "error" and faults.append(line.text))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    # Chromium reports each refused request as an error; refusals are part of the stories.
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    """Waiting costs nothing where all is well; a busy machine is no fault."""
    expect.set_options(timeout=30_000)


@pytest.fixture
def article(newspaper):
    """An article of this test's own."""
    return newspaper.article()


@pytest.fixture
def author(newspaper):
    """Somebody who writes in it."""
    return newspaper.person()


@pytest.fixture
def page(open_browser) -> Page:
    """A page in a reader's browser, with JavaScript."""
    return open_browser().new_page()


@pytest.fixture
def page_of(open_browser, site) -> Callable[..., Page]:
    """A page in the browser of somebody who is logged in."""

    def make(person: Actor, **options) -> Page:
        client = Client()
        log_in(client, person)
        context = open_browser(**options)
        context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": site.url}]
        )
        page = context.new_page()
        page.goto("/me")  # as after a login, which tells the browser who it is
        return page

    return make

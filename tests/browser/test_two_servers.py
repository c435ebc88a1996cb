"""Two servers on one database: what one writes, the other shows from the next read on."""

import time
from datetime import timedelta
from urllib.request import urlopen

import pytest

from belowline.core.clock import now
from serving import Site, free_port, start, stop


@pytest.fixture(scope="module")
def other(site, django_db_setup, tmp_path_factory):
    process, running = start(tmp_path_factory.mktemp("other"), django_db_setup, free_port())
    yield running
    stop(process)


def _read(site: Site, path: str) -> tuple[str, str]:
    with urlopen(site.url + path, timeout=5) as answer:  # noqa: S310 - our own server
        return answer.headers["ETag"], answer.read().decode()


def test_a_comment_is_on_every_servers_page_at_once(site, other, newspaper) -> None:
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    for number in range(3):
        for server in (site, other):
            _read(server, article.path)
        newspaper.comment(thread, f"Written while both watch, number {number}.")
        for server in (site, other):
            assert f"both watch, number {number}." in _read(server, article.path)[1]


def test_the_same_page_has_the_same_etag_everywhere(site, other, newspaper) -> None:
    article = newspaper.article()
    newspaper.comment(newspaper.thread_below(article), "The same everywhere.")
    assert (
        _read(site, f"/api/v1/counts?url={article.path}")[1:]
        == (_read(other, f"/api/v1/counts?url={article.path}")[1:])
    )


def test_a_text_goes_on_the_minute_on_which_its_licence_ends(site, newspaper) -> None:
    ends = now() + timedelta(seconds=2)
    article = newspaper.article(body="Licensed words.", licence_ends_at=ends)
    assert "Licensed words." in _read(site, article.path)[1]
    assert "Licensed words." in _read(site, article.path)[1]
    while now() < ends:
        time.sleep(0.05)
    assert "Licensed words." not in _read(site, article.path)[1]

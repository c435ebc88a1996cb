"""Two servers on one database: what one writes, the other shows from the next read on."""

import time
from datetime import timedelta
from urllib.request import urlopen

import pytest

from belowline.core.clock import now
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.services.articles import publish_article
from serving import Site, ask, free_port, start, stop


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


HEADLINE, STANDFIRST, TEXT = "The tide bell", "It is rung at noon.", "Nobody knows who rings it."


def _said(site: Site, path: str) -> str:
    """What is there; empty where there is nothing."""
    status, _, said = ask(site, path)
    assert status in (200, 404)
    return said if status == 200 else ""


def test_an_article_begins_and_ends_in_its_second_at_every_exit_of_both(
    site, other, newspaper
) -> None:
    begins = now() + timedelta(seconds=2)
    ends = begins + timedelta(seconds=2)
    here = {"publication_id": newspaper.publication_id}
    article_id = publish_article(
        **here,
        section_id=newspaper.section_id,
        headline=HEADLINE,
        slug="the-tide-bell",
        standfirst=STANDFIRST,
        body=TEXT,
        published_at=begins,
        licence_ends_at=ends,
    )
    open_thread(article_id=article_id, **here)
    page = "/politics/the-tide-bell"
    paths = [page, "/", "/politics", "/feed.atom", "/politics/feed.atom", f"{page}/feed.atom"]
    paths.append(f"/api/v1/threads?url={page}")
    shown, gone = set(), set()
    while len(gone) < 2 * len(paths):
        for server in (site, other):
            for path in paths:
                asked = now()
                said = _said(server, path)
                answered = now()
                if answered < begins:
                    assert HEADLINE not in said, path
                if asked >= ends:
                    assert TEXT not in said, path
                    assert STANDFIRST not in said, path
                    gone.add((server.url, path))
                elif asked >= begins and answered < ends and path == page:
                    assert TEXT in said
                    shown.add(server.url)
    assert shown == {site.url, other.url}
    assert HEADLINE in _said(site, page)
    assert HEADLINE in _said(other, "/")

"""A licensed text ends with its licence: every page that has some says until when it is good."""

from datetime import datetime, timedelta

import pytest

from belowline.core.clock import now
from belowline.newsroom.services.sections import ensure_section
from belowline.web.http.shared import ENDS


@pytest.fixture
def ends() -> datetime:
    return now() + timedelta(minutes=30)


def good_until(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.headers.get(ENDS, "")


def told(moment: datetime) -> str:
    return f"{moment.timestamp():.3f}"


def test_a_story_is_good_until_its_licence_ends(newspaper, client, ends) -> None:
    licensed = newspaper.article(licence_ends_at=ends)
    assert good_until(client, licensed.path) == told(ends)
    assert good_until(client, newspaper.article().path) == ""


@pytest.mark.parametrize("path", ["/", "/politics", "/feed.atom", "/politics/feed.atom"])
def test_a_list_is_good_until_the_first_licence_in_it_ends(newspaper, client, ends, path) -> None:
    newspaper.article()
    assert good_until(client, path) == ""
    newspaper.article(licence_ends_at=ends + timedelta(minutes=5))
    newspaper.article(licence_ends_at=ends)
    newspaper.article(licence_ends_at=now() - timedelta(minutes=5))
    assert good_until(client, path) == told(ends)


def test_a_licence_in_another_section_ends_no_list_here(newspaper, client, ends) -> None:
    newspaper.article()
    elsewhere = ensure_section(publication_id=newspaper.publication_id, name="Harbour")
    newspaper.section_id = elsewhere
    newspaper.article(licence_ends_at=ends)
    assert good_until(client, "/politics") == ""
    assert good_until(client, "/harbour") == told(ends)


def test_after_the_end_only_the_headline_is_said_anywhere(newspaper, client) -> None:
    ended = newspaper.article(
        headline="River rises",
        standfirst="The gauge stood at four metres.",
        body="Boats were moved overnight.",
        licence_ends_at=now() - timedelta(minutes=5),
    )
    other = newspaper.article(headline="River falls", body="The river rises no more.")
    api = f"/api/v1/threads?url={ended.path}"
    for path in (
        "/",
        "/politics",
        "/feed.atom",
        "/politics/feed.atom",
        ended.path,
        other.path,
        api,
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        said = answer.content.decode()
        assert "four metres" not in said, path
        assert "moved overnight" not in said, path
    assert "River rises" in client.get("/feed.atom").content.decode()

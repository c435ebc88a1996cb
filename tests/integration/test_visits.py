"""Two publications on one installation: each at its own address, nothing of one at the other's."""

import re

import pytest
from click.testing import CliRunner
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import etree

from belowline.accounts.queries.people import actor
from belowline.accounts.services.data_exports import ask_for_export
from belowline.cli.publication import publication_group
from belowline.config.background import work_once
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.models import PublicationHost
from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.publications import hosts_of, publication_at
from belowline.newsroom.services.addresses import (
    add_host,
    allow_origin,
    keep_configured_origins,
    remove_host,
    set_base_url,
)
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from newspaper import PASSWORD, log_in
from tests.found import article_by_id

HERE, THERE = "http://127.0.0.1:8000", "https://nichinichi.example"


@pytest.fixture
def other(newspaper) -> int:
    """The second publication, in Japanese, with an address of its own."""
    number = create_publication(slug="other", name="日日", time_zone="Asia/Tokyo", language="ja")
    set_base_url(publication_id=number, url=THERE)
    return number


@pytest.fixture
def story(newspaper, other) -> ArticleView:
    """An article of the second publication with a comment below it."""
    section_id = ensure_section(publication_id=other, name="政治")
    article_id = publish_article(
        publication_id=other,
        section_id=section_id,
        headline="議会が閉会",
        body="四時間後に閉会した。",
        published_at=newspaper.article().published_at,
    )
    thread_id = open_thread(article_id=article_id, publication_id=other)
    reader = actor(person_id=newspaper.person().id, publication_id=other)
    post_comment(actor=reader, thread_id=thread_id, text="長かった。")
    found = article_by_id(article_id)
    assert found is not None
    return found


def at(host: str) -> Client:
    return Client(headers={"Host": host, "Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize("page", ["", "/feed.atom", "{story}", "{story}/feed.atom"])
def test_its_pages_and_feeds_print_its_own_address(story, page) -> None:
    text = at("nichinichi.example").get(page.format(story=story.path) or "/").content.decode()
    assert THERE in text
    assert "127.0.0.1" not in text
    if page.endswith("atom"):
        etree.fromstring(text.encode())


def test_its_structured_data_prints_its_own_address(story) -> None:
    text = at("nichinichi.example").get(story.path).content.decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1]
    assert f'"url":"{THERE}"' in data
    assert f'"{THERE}/c/' in data


def test_the_api_prints_its_own_address(story) -> None:
    client = at("nichinichi.example")
    thread = client.get("/api/v1/threads", {"url": story.path}).json()
    assert thread["url"] == THERE + story.path
    [comment] = client.get(f"/api/v1/threads/{thread['id']}/comments").json()["comments"]
    assert comment["url"].startswith(f"{THERE}/c/")


def test_nothing_of_one_is_found_at_the_other(newspaper, story) -> None:
    client = at("nichinichi.example")
    own = at("127.0.0.1")
    thread = client.get("/api/v1/threads", {"url": story.path}).json()["id"]
    assert own.get(story.path).status_code == 404
    assert own.get(f"/threads/{thread}").status_code == 404
    assert own.get("/api/v1/threads", {"url": THERE + story.path}).status_code == 404
    article = newspaper.article()
    assert client.get(article.path).status_code == 404
    assert "Article number" not in client.get("/").content.decode()


def test_its_mails_lead_to_its_own_address(newspaper, other) -> None:
    reader = newspaper.person(can_log_in=True)
    there = actor(person_id=reader.id, publication_id=other)
    ask_for_export(actor=there, language="ja")
    work_once()
    [letter] = mail.outbox
    assert f"{THERE}/me/data" in letter.body
    assert "127.0.0.1" not in letter.body


def test_a_host_leads_to_one_publication_in_whatever_case(other) -> None:
    for host in ("nichinichi.example", "NichiNichi.EXAMPLE", "nichinichi.example:8443"):
        assert "日日" in at(host).get("/").content.decode()


def test_the_installations_own_names_lead_to_the_oldest_without_an_address(newspaper, other):
    assert publication_at("localhost").id == newspaper.publication_id
    set_base_url(publication_id=newspaper.publication_id, url="https://test.example")
    assert publication_at("localhost") is None
    assert publication_at("test.example").id == newspaper.publication_id


def test_a_host_that_another_publication_has_is_refused(newspaper, other) -> None:
    with pytest.raises(Conflict):
        add_host(publication_id=newspaper.publication_id, name="Nichinichi.Example")
    with pytest.raises(Conflict):
        set_base_url(publication_id=newspaper.publication_id, url="https://NICHINICHI.example/")
    assert hosts_of(newspaper.publication_id) == []


def test_the_database_itself_keeps_hosts_apart_and_small(other, newspaper) -> None:
    for name in ("nichinichi.example", "BIG.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublicationHost.objects.create(publication_id=newspaper.publication_id, name=name)


@pytest.mark.parametrize(
    "url",
    [
        "nichinichi.example",
        "ftp://nichinichi.example",
        "https://",
        "https://a b.example",
        "https://user@nichinichi.example",
        "https://nichinichi.example/path",
        "https://nichinichi.example?x",
        "https://nichinichi.example:99999",
        "https://-x.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_address_is_refused_with_what_to_write(newspaper, url) -> None:
    with pytest.raises(Invalid, match=r"such as"):
        set_base_url(publication_id=newspaper.publication_id, url=url)


def test_further_hosts_come_and_go_but_not_its_own(other) -> None:
    add_host(publication_id=other, name="www.nichinichi.example")
    assert at("www.nichinichi.example").get("/").status_code == 308
    remove_host(publication_id=other, name="WWW.nichinichi.example")
    assert at("www.nichinichi.example").get("/").status_code == 404
    with pytest.raises(NotFound):
        remove_host(publication_id=other, name="www.nichinichi.example")
    with pytest.raises(Conflict):
        remove_host(publication_id=other, name="nichinichi.example")


def test_origins_of_the_settings_are_written_anew_and_others_stay(newspaper) -> None:
    publication_id = newspaper.publication_id
    keep_configured_origins({"test": ["https://a.example"], "nowhere": ["https://b.example"]})
    allow_origin(
        publication_id=publication_id, origin="https://C.example", may_call=True, may_frame=False
    )
    assert publication_at("localhost").call_origins == {"https://a.example", "https://c.example"}
    keep_configured_origins({})
    assert publication_at("localhost").call_origins == {"https://c.example"}
    allow_origin(
        publication_id=publication_id, origin="https://c.example", may_call=False, may_frame=False
    )
    assert publication_at("localhost").call_origins == frozenset()


def test_only_shared_pages_are_shown_in_frames_and_only_where_it_is_said(newspaper) -> None:
    path = newspaper.article().path
    assert "frame-ancestors 'none'" in at("localhost").get(path).headers["Content-Security-Policy"]
    allow_origin(
        publication_id=newspaper.publication_id,
        origin="https://paper.example",
        may_call=False,
        may_frame=True,
    )
    framed = at("localhost").get(path).headers["Content-Security-Policy"]
    assert "frame-ancestors https://paper.example;" in framed
    for own in ("/accounts/login/", f"/c/{encode(1)}/reply", "/me"):
        policy = at("localhost").get(own).headers.get("Content-Security-Policy", "")
        assert "paper.example" not in policy


def test_the_command_says_where_publications_are(other) -> None:
    run = CliRunner().invoke
    added = run(publication_group, ["host", "other", "m.nichinichi.example"])
    assert added.exit_code == 0, added.output
    listed = run(publication_group, ["list"]).output
    assert re.search(r"other +https://nichinichi.example +m.nichinichi.example, nichi", listed)
    assert re.search(r"test +http://127.0.0.1:8000 +the installation’s own", listed)
    refused = run(publication_group, ["host", "test", "m.nichinichi.example"])
    assert refused.exit_code == 1
    assert "leads to another publication" in refused.output
    unknown = run(publication_group, ["address", "nowhere", "https://x.example"])
    assert "There is: test, other." in unknown.output


def test_its_host_is_no_password_there(newspaper, other) -> None:
    for obvious in ("nichinichi.example", "NichiNichi-Example-1"):
        with pytest.raises(ValidationError):
            validate_password(obvious)
    validate_password("nichinichi moors at nine")


def test_mails_about_the_account_lead_to_its_address(newspaper, other) -> None:
    client = at("nichinichi.example:8443")
    log_in(client, newspaper.person(can_log_in=True))
    new = "moors and tides at nine"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    [letter] = mail.outbox
    assert f"{THERE}/me" in letter.body
    assert "8443" not in letter.body


@pytest.mark.parametrize(
    "path", ["/", "/politics?order=best", "/feed.atom", "/api/v1/counts?url=x"]
)
def test_a_further_host_leads_to_the_publications_own_address(newspaper, client, path) -> None:
    here = newspaper.publication_id
    set_base_url(publication_id=here, url="https://news.example")
    add_host(publication_id=here, name="www.news.example")
    for method in (client.get, client.post):
        moved = method(path, headers={"Host": "www.news.example"})
        assert (moved.status_code, moved.headers["Location"]) == (
            308,
            f"https://news.example{path}",
        )
    assert client.get(path, headers={"Host": "news.example"}).status_code != 308


def test_a_further_host_of_a_publication_without_an_address_answers_itself(
    newspaper, client
) -> None:
    add_host(publication_id=newspaper.publication_id, name="paper.example")
    assert client.get("/", headers={"Host": "paper.example"}).status_code == 200


def test_any_host_shows_the_oldest_publication_where_the_setting_says_so(
    newspaper, other, settings
) -> None:
    assert at("192.0.2.7").get("/").status_code == 404
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"any_host": True})
    assert "The Test" in at("192.0.2.7").get("/").content.decode()
    assert "日日" in at("nichinichi.example").get("/").content.decode()

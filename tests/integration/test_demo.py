"""`belowline demo` sets up a newspaper into which everybody whom it names can log in."""

import os
import re
import sys

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client

from belowline.accounts.queries.people import person_id_by_email
from belowline.audience.services.sending import deliver
from belowline.cli.command import belowline
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.discussion.models import Comment
from belowline.moderation.models import Rule
from belowline.moderation.queries.appeals import number_of_appeals
from belowline.moderation.queries.duty import is_somebody_on_duty
from belowline.moderation.queries.queues import Queue, queue_counts
from belowline.newsroom.queries.feeds import entries, feeds
from belowline.newsroom.queries.publications import publication_by_slug
from belowline.newsroom.services.addresses import set_base_url
from belowline.newsroom.services.feeds import remove_feed


@pytest.fixture
def printed(db, settings, tmp_path) -> str:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"data_dir": tmp_path})
    cache.clear()
    answer = CliRunner().invoke(belowline, ["demo", "--no-serve"])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_everybody_it_names_can_log_in_and_the_second_run_changes_nothing(printed) -> None:
    password = re.search(r"password: ([^)]+)\)", printed)[1]
    addresses = re.findall(r"^  [A-Z][a-z]+ +(\S+@\S+)$", printed, re.MULTILINE)
    codes = dict(re.findall(r"^  (\S+@\S+) +(\d{8}) ", printed, re.MULTILINE))
    assert len(addresses) == 4
    assert set(codes) == set(addresses[1:])
    for address in addresses:
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        client.post("/accounts/login/", {"login": address, "password": password})
        if address in codes:
            client.post("/accounts/2fa/authenticate/", {"code": codes[address]})
            assert client.get("/desk/").status_code == 200
        assert client.get("/me").status_code == 200
    front = Client(headers={"Host": "minato.localhost"}).get("/").content.decode()
    assert "朝市の開始、来月から30分繰り下げ" in front
    assert "Harbour Ledger" not in front
    before = set(Comment.objects.values_list("id", "html"))
    again = CliRunner().invoke(belowline, ["demo", "--no-serve"])
    assert again.exit_code == 0
    assert set(Comment.objects.values_list("id", "html")) == before
    assert len(before) > 100


def test_links_lead_to_where_it_listens_this_time(printed, settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8055"
    again = CliRunner().invoke(belowline, ["demo", "--no-serve"])
    assert "港新報: http://minato.localhost:8055\n" in again.output
    assert publication_by_slug("minato-shimpo").base_url == "http://minato.localhost:8055"
    set_base_url(
        publication_id=publication_by_slug("minato-shimpo").id, url="https://minato.example"
    )
    CliRunner().invoke(belowline, ["demo", "--no-serve"])
    assert publication_by_slug("minato-shimpo").base_url == "https://minato.example"


def test_an_option_says_the_port_of_links_as_well(monkeypatch) -> None:
    begun: list = []

    def begin(*given: object) -> None:
        begun.append((os.environ["PORT"], given[1]))
        raise SystemExit

    monkeypatch.setattr(os, "execv", begin)
    monkeypatch.setenv("PORT", "8000")
    monkeypatch.setattr(sys, "argv", ["belowline", "demo", "--port", "8055"])
    CliRunner().invoke(belowline, ["demo", "--port", "8055"])
    assert begun == [("8055", [sys.executable, "-m", "belowline", "demo", "--port", "8055"])]


@pytest.mark.parametrize(("slug", "has_all"), [("harbour-ledger", True), ("minato-shimpo", False)])
def test_each_of_the_moderators_queues_has_something_in_it_and_once_only(
    printed, slug, has_all
) -> None:
    work_once()
    publication_id = publication_by_slug(slug).id
    mika = person_id_by_email("mika-tan@example.org")
    waiting = queue_counts(publication_id=publication_id, person_id=mika)
    expected = {Queue.NOW, Queue.REPORTED, Queue.HELD, Queue.NEWCOMERS}
    expected |= {Queue.ESCALATED, Queue.FLAGGED} if has_all else set()
    assert {queue for queue, number in waiting.items() if number} == expected
    assert number_of_appeals(publication_id) == has_all
    assert any(it.state == "waiting" for it in entries(publication_id=publication_id))
    assert is_somebody_on_duty(publication_id=publication_id, moment=now())
    assert CliRunner().invoke(belowline, ["demo", "--no-serve"]).exit_code == 0
    work_once()
    assert queue_counts(publication_id=publication_id, person_id=mika) == waiting


@pytest.mark.parametrize(
    ("host", "first"), [("127.0.0.1", "The Morning Tide"), ("minato.localhost", "朝の港だより")]
)
def test_each_newspaper_has_newsletters_with_an_issue_to_read(printed, host, first) -> None:
    deliver()
    client = Client(headers={"Host": host})
    offered = client.get("/newsletters").content.decode()
    assert first in offered
    archive = re.search(r'<a href="(/newsletters/\w{13})"', offered)
    read = re.search(r"/newsletters/issues/\w+", client.get(archive[1]).content.decode())
    assert client.get(read[0]).content.decode().count("<h2>") > 2


def test_what_was_taken_out_of_it_does_not_come_back(printed) -> None:
    publication_id = publication_by_slug("harbour-ledger").id
    remove_feed(publication_id=publication_id, name="meridian-wire")
    Rule.objects.filter(publication=publication_id, matches=None).delete()
    kept, said = Rule.objects.count(), Comment.objects.count()
    again = CliRunner().invoke(belowline, ["demo", "--no-serve"])
    assert again.exit_code == 0, again.output
    assert not feeds(publication_id)
    assert (Rule.objects.count(), Comment.objects.count()) == (kept, said)

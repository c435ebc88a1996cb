"""A WebSub hub hears which feeds have changed, from a server that stands for one."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import pytest
from django.db import connection

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.fetching import FetchRules
from belowline.core.models import Task
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.core.tasks.running import run_due
from belowline.newsroom.models import Article, HubPing
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.endings import hold_story
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.hub import ping_hub

pytestmark = pytest.mark.django_db
LOOPBACK = FetchRules(ports=frozenset(range(1, 65_536)), networks=(ip_network("127.0.0.0/8"),))
ATOM = "{http://www.w3.org/2005/Atom}"


class Hub:
    """What it was told, and how it answers."""

    def __init__(self) -> None:
        self.url = ""
        self.told: list[list[tuple[str, str]]] = []
        self.types: list[str] = []
        self.status, self.headers = 204, {}
        self.was_in_transaction = False

    @property
    def topics(self) -> list[str]:
        """The feeds that it was last told of."""
        return [value for name, value in self.told[-1] if name == "hub.url"]


@contextmanager
def serving(hub: Hub) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            hub.told.append(parse_qsl(form, strict_parsing=True))
            hub.types.append(self.headers["Content-Type"])
            self.send_response(hub.status)
            for name, value in hub.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_port}/hub"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hub(settings) -> Iterator[Hub]:
    ensure_places(SUBSCRIBERS)
    stand_in = Hub()
    with serving(stand_in):
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"websub_hub": stand_in.url})
        settings.FETCH_RULES = LOOPBACK
        yield stand_in


def catch_up() -> None:
    follow_all(SUBSCRIBERS)
    run_due(["ping-hub"])


def be_due() -> None:
    """As if the time of all that waits had come."""
    for number, ping in enumerate(HubPing.objects.all()):
        HubPing.objects.filter(pk=ping.pk).update(due_at=now() - timedelta(seconds=number + 1))


def self_of(client, path: str) -> str:
    root = ET.fromstring(client.get(path).content)  # noqa: S314 - our own
    return next(it.get("href") for it in root.findall(f"{ATOM}link") if it.get("rel") == "self")


def test_what_is_published_is_told_by_the_addresses_of_its_feeds(newspaper, client, hub) -> None:
    newspaper.article(headline="Ferry fares", byline="Zoë Ōe and Bo Lind")
    catch_up()
    assert len(hub.told) == 1
    assert hub.told[0][0] == ("hub.mode", "publish")
    assert hub.types == ["application/x-www-form-urlencoded"]
    atoms = [topic for topic in hub.topics if topic.endswith(".atom")]
    pages = ("", "/politics", "/author/zoë-ōe", "/author/bo-lind")
    assert atoms == [self_of(client, f"{page}/feed.atom") for page in pages]
    assert len(hub.topics) == 3 * len(pages)


def test_many_changes_are_told_at_once_and_each_feed_once(newspaper, hub) -> None:
    for _ in range(5):
        newspaper.article()
    catch_up()
    assert len(hub.told) == 1
    assert len(hub.topics) == len(set(hub.topics)) == 6
    assert not HubPing.objects.exists()
    assert not Task.objects.filter(name="ping-hub").exists()


def test_what_is_taken_back_is_told_as_well(newspaper, hub) -> None:
    article = newspaper.article()
    catch_up()
    hold_story(actor=newspaper.person(role="editor"), article_id=article.id, note="")
    catch_up()
    assert len(hub.told) == 2


def test_nothing_is_told_of_another_publication(newspaper, hub) -> None:
    create_publication(
        slug="other", name="The Other", time_zone="UTC", base_url="https://other.example"
    )
    newspaper.article()
    catch_up()
    assert not [topic for topic in hub.topics if topic.startswith("https://other.example")]


def test_what_is_scheduled_is_told_in_its_minute_and_not_before(newspaper, hub) -> None:
    publish_article(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        headline="To come",
        published_at=now() + timedelta(hours=1),
    )
    catch_up()
    assert hub.told == []
    assert HubPing.objects.filter(due_at__gt=now() + timedelta(minutes=59)).count() == 2
    Task.objects.update(due_at=now() - timedelta(seconds=1))
    be_due()
    catch_up()
    assert len(hub.told) == 1


def test_the_end_of_a_licence_is_told_when_it_comes(newspaper, hub) -> None:
    ends = now() + timedelta(days=1)
    newspaper.article(licence_ends_at=ends)
    catch_up()
    assert set(HubPing.objects.values_list("due_at", flat=True)) == {ends}
    assert Task.objects.get(name="ping-hub").due_at == ends


def test_a_hub_that_fails_is_told_later_and_ever_more_seldom(newspaper, hub, caplog) -> None:
    hub.status = 503
    newspaper.article()
    catch_up()
    waits = []
    for _ in range(5):
        due = HubPing.objects.order_by("due_at").values_list("due_at", flat=True)[0]
        waits.append(round((due - now()) / timedelta(minutes=1)))
        be_due()
        ping_hub(publication_id=newspaper.publication_id)
    assert waits == [1, 5, 30, 120, 480]
    assert not HubPing.objects.exists()
    assert len(hub.told) == 6
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_what_changes_while_a_hub_fails_waits_with_the_rest(newspaper, hub) -> None:
    hub.status, hub.headers = 429, {"Retry-After": "900"}
    newspaper.article(byline="Bo Lind")
    catch_up()
    first = HubPing.objects.filter(attempts=1)
    assert round((first[0].due_at - now()) / timedelta(minutes=1)) == 15
    newspaper.article(byline="Pia Lundemar")
    catch_up()
    assert len(hub.told) == 1
    hub.status = 202
    be_due()
    ping_hub(publication_id=newspaper.publication_id)
    assert len(hub.told) == 2
    assert {it.rpartition("/feed")[0].rpartition("/")[2] for it in hub.topics} >= {
        "bo-lind",
        "pia-lundemar",
    }
    assert not HubPing.objects.exists()


def test_a_redirect_is_not_followed(newspaper, hub) -> None:
    hub.status, hub.headers = 307, {"Location": f"{hub.url}/elsewhere"}
    newspaper.article()
    catch_up()
    assert len(hub.told) == 1
    assert HubPing.objects.filter(attempts=1).exists()


def test_a_hub_in_a_private_network_is_not_asked(newspaper, hub, settings) -> None:
    settings.FETCH_RULES = FetchRules(ports=LOOPBACK.ports)
    newspaper.article()
    catch_up()
    assert hub.told == []
    assert HubPing.objects.filter(attempts=1).exists()


def test_without_a_hub_nothing_is_noted(newspaper) -> None:
    ensure_places(SUBSCRIBERS)
    newspaper.article()
    catch_up()
    assert not HubPing.objects.exists()
    assert not Task.objects.filter(name="ping-hub").exists()


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_hub_is_told(newspaper, hub, monkeypatch) -> None:
    seen = []
    newspaper.article()
    follow_all(SUBSCRIBERS)
    monkeypatch.setattr(
        "belowline.newsroom.services.hub.send_form",
        lambda *_, **__: seen.append(connection.in_atomic_block),
    )
    ping_hub(publication_id=newspaper.publication_id)
    assert seen == [False]


def test_only_feeds_of_articles_name_the_hub(newspaper, client, hub) -> None:
    article = newspaper.article()
    assert Article.objects.filter(pk=article.id).exists()
    assert b'rel="hub"' in client.get("/politics/feed.atom").content
    links = client.get("/politics/feed.json")["Link"]
    assert links.startswith(f'<{hub.url}>; rel="hub", <')
    assert links.endswith('/politics/feed.json>; rel="self"')
    assert b'rel="hub"' not in client.get(f"{article.path}/feed.atom").content

"""An address is declared once: the front's rules, caches, reserved words and the door follow."""

from collections.abc import Mapping

import pytest
from django.test import Client, RequestFactory

from belowline.config.events import EVENTS
from belowline.core.events import ARTICLE, COMMENTS, LISTS, NEWS, PERSON, PUBLICATIONS, SITE, THREAD
from belowline.core.ids import encode
from belowline.delivery.page_maker import FOR_EVERYBODY
from belowline.delivery.routes import Routes
from belowline.moderation.events import RULES
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.sections import ensure_section
from belowline.web.addresses import (
    ADDRESSES,
    OWN_ADDRESSES,
    reserved_words,
    shared_routes,
)
from belowline.web.api.v1 import api
from belowline.web.http.handler import Handler
from belowline.web.http.shared import DEPENDS

REF = "0123456789abc"
SHARED = [each for each in OWN_ADDRESSES if each.shared is not None]
KINDS = {kind.partition(":")[0]: kind for kind in (ARTICLE, SITE, LISTS, THREAD, PERSON)}


@pytest.fixture
def names(newspaper) -> dict[str, str]:
    """What stands for the parts of shared addresses."""
    article, reader = newspaper.article(byline="Pia Lundemar"), newspaper.person()
    thread = newspaper.thread_below(article)
    comment = newspaper.comment(thread, "What it is all about.", by=reader)
    section, slug = article.path.strip("/").split("/")
    return {
        "thread": thread.ref,
        "comment": encode(comment),
        "person": encode(reader.id),
        "section": section,
        "slug": slug,
        "author": "pia-lundemar",
        "format": "rss",
        "written": encode(article.id),
        "day": "2026-11-26",
        "month": "2026-11",
        "url": f"?url={article.path}",
    }


@pytest.mark.parametrize("each", SHARED, ids=lambda each: each.shown)
def test_a_shared_answer_is_made_from_what_is_declared(names, client, each) -> None:
    if "{digest}" in each.shown or "{logo}" in each.shown or "{shot}" in each.shown:
        pytest.skip("a picture is made from nothing that changes (test_pictures.py)")
    asks = names["url"] if "url" in each.shared.parameters else ""
    answer = client.get(each.shown.format(**names) + asks)
    assert answer.status_code == 200, answer.content
    made_from = {KINDS[name.partition(":")[0]] for name in answer.headers[DEPENDS].split()}
    assert made_from == set(each.shared.depends)


@pytest.mark.usefixtures("transaction_lives_on")
@pytest.mark.parametrize("each", SHARED, ids=lambda each: each.shown)
def test_what_is_made_for_everybody_is_what_anybody_would_get(names, each) -> None:
    path = each.shown.format(digest="0" * 24, logo="0" * 24, shot="0" * 24, size=400, **names)
    for cookie in ("", "language=ja"):
        _same_for_all(f"{path}{names['url']}", HTTP_COOKIE=cookie)


@pytest.mark.usefixtures("transaction_lives_on")
def test_so_is_what_is_not_there_has_moved_or_breaks(names, newspaper, monkeypatch) -> None:
    article = newspaper.article()
    section = article.section_slug
    assert _same_for_all(f"/{section}/nothing") == 404
    assert _same_for_all("/nowhere/at/all") == 404
    assert _same_for_all(f"{article.path}/amp/") == 301
    assert _same_for_all(f"{article.path}?after=damaged") == 422
    assert _same_for_all("/api/v1/threads?url=elsewhere") == 404
    monkeypatch.setattr("belowline.web.reading.front.front_page", lambda *_: 1 / 0)
    assert _same_for_all("/") == 500


def test_connections_are_looked_at_before_a_page_is_made(newspaper, monkeypatch) -> None:
    looked: list[str] = []
    name = "belowline.web.http.handler.close_old_connections"
    monkeypatch.setattr(name, lambda: looked.append("looked"))
    monkeypatch.setattr("belowline.web.reading.front.front_page", lambda *_: looked.append("made"))
    _answered("/", {FOR_EVERYBODY: True})
    assert looked == ["looked", "made"]


def _same_for_all(path: str, **told: str) -> int:
    answer = _answered(path, {**told, FOR_EVERYBODY: True})
    assert answer == _answered(path, told)
    return int(answer[0][:3])


def _answered(path: str, told: Mapping[str, object]) -> tuple[str, dict[str, str], bytes]:
    started: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {**RequestFactory().get(path).environ, **told}
    answer = Handler()(environ, lambda *given: started.append(given))
    body = b"".join(answer)
    getattr(answer, "close", bool)()  # where there is one (PEP 3333)
    ((status, headers),) = started
    kept = {key: value for key, value in headers if key not in ("Vary", "Content-Length")}
    return status, kept, body


def test_what_no_event_makes_untrue_nothing_is_made_from() -> None:
    made_from = {kind for each in SHARED for kind in each.shared.depends}
    assert made_from | {COMMENTS, NEWS, PUBLICATIONS, RULES} == {
        kind for event in EVENTS.values() for kind in event.invalidates
    }


@pytest.mark.parametrize("each", SHARED, ids=lambda each: each.shown)
def test_the_front_keeps_what_is_shared_under_the_parameters_that_count(each) -> None:
    path = each.shown.format(
        **dict.fromkeys(("thread", "comment", "person", "written"), REF),
        **dict.fromkeys(("digest", "logo", "shot"), "0" * 32),
        section="politics",
        slug="x",
        author="x",
        format="atom",
        day="2026-11-26",
        month="2026-11",
        size=96,
    )
    asked = Routes(shared_routes()).asked
    assert asked(path, b"") == b""
    assert asked(path, b"utm_source=x&fbclid=y") == b""
    for name in each.shared.parameters:
        assert asked(path, f"utm_source=x&{name}=1".encode()) == f"{name}=1".encode()


def test_the_front_passes_everything_else_on() -> None:
    asked = Routes(shared_routes()).asked
    for each in ADDRESSES:
        if each.shared is None and "<" not in each.route:
            assert asked(each.shown, b"") is None, each.shown
    for path in ("/me", "/desk", f"/c/{REF}", f"/people/{REF}/mute", "/threads/live", "/static/x"):
        assert asked(path, b"") is None, path
    many = "&".join(f"after={number}" for number in range(300)).encode()
    assert asked(f"/threads/{REF}", many) is None


def test_parameters_of_the_api_that_are_not_declared_do_not_exist() -> None:
    document = api.get_openapi_schema()
    for path, operations in document["paths"].items():
        for each in OWN_ADDRESSES:
            if each.shared is not None and each.shown == path:
                told = {it["name"] for it in operations["get"]["parameters"] if it["in"] == "query"}
                assert set(each.shared.parameters) == told, path


def test_first_parts_of_addresses_are_reserved() -> None:
    words = reserved_words()
    assert {"accounts", "api", "desk", "me", "sso", "static", "health", "threads"} <= words
    for each in ADDRESSES:
        assert not each.first_part or each.first_part in words


@pytest.mark.parametrize("word", sorted(word for word in reserved_words() if "." not in word))
def test_a_section_called_as_an_address_has_a_page_of_its_own(newspaper, client, word) -> None:
    section_id = ensure_section(publication_id=newspaper.publication_id, name=word.upper())
    publication = publication_by_id(newspaper.publication_id)
    assert publication is not None
    [made] = [it for it in publication.sections if it.id == section_id]
    assert made.slug != word
    assert client.get(made.path).status_code == 200


@pytest.mark.parametrize(
    "names",
    [("政治", "経済"), ("Política", "Politica"), ("Экономика", "Спорт"), ("سياسة", "اقتصاد")],
)
def test_sections_in_every_script_are_told_apart(newspaper, client, names) -> None:
    paths = []
    for name in names:
        section_id = ensure_section(publication_id=newspaper.publication_id, name=name)
        article = newspaper.article_in(section_id, headline=f"{name} 1", body="Kept.")
        paths.append(article.path)
        assert article.path.isascii(), "as browsers send it"
        page = client.get(article.path)
        assert page.status_code == 200
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{article.path}">' in (
            page.content.decode()
        )
        front = client.get(article.path.rpartition("/")[0])
        assert f"{name} 1" in front.content.decode()
    assert len(set(paths)) == len(names)


def test_an_article_in_japanese_is_found_by_its_address_in_the_api(newspaper, client) -> None:
    section_id = ensure_section(publication_id=newspaper.publication_id, name="政治")
    article = newspaper.article_in(section_id, headline="議会が閉会")
    for url in (article.path, "/政治/議会が閉会", f"http://127.0.0.1:8000{article.path}"):
        found = client.get("/api/v1/threads", {"url": url})
        assert found.status_code == 200, url
        counted = client.get("/api/v1/counts", {"url": url}).json()
        assert counted["counts"] == {url: 0}


def test_one_articles_page_is_not_anothers(newspaper) -> None:
    first = publish_article(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        headline="同じ見出し",
        published_at=newspaper.article().published_at,
    )
    second = publish_article(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        headline="同じ見出し",
        published_at=newspaper.article().published_at,
    )
    assert first != second


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/me", "no-store"),
        ("/me/following", "no-store"),
        ("/c/{comment}/edit", "no-store"),
        ("/c/{comment}/report", "no-store"),
        ("/c/{comment}/reply", "private, no-cache"),
        ("/c/{comment}/answers", "private, no-cache"),
    ],
)
def test_caches_keep_what_is_declared(newspaper, client_of, path, kept) -> None:
    author = newspaper.person(can_log_in=True)
    comment = newspaper.comment(newspaper.thread(), "Mine.", by=author)
    answer = client_of(author).get(path.format(comment=encode(comment)))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == kept


def test_a_method_that_is_not_declared_is_refused_before_anything_else(newspaper) -> None:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    for method in ("put", "patch", "delete", "post"):
        answer = getattr(client, method)("/me")
        assert answer.status_code == 405, method
        assert answer.headers["Allow"] == "GET, HEAD"

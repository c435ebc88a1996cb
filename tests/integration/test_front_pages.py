"""Front pages in an editor's order, and the line about what is happening right now."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.services.summaries import mark_all_stale, summarise_stale
from belowline.newsroom.models import Article, FrontPlace, Publication
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.front_pages import (
    MOST_PLACES,
    order_front,
    set_breaking,
    set_front_rule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(newspaper):
    return newspaper.person("editor", role="editor")


@pytest.fixture
def at_desk(client_of, editor):
    return client_of(editor)


def headlines(client, path="/") -> list[str]:
    """The headlines of a page's articles in their order."""
    page = client.get(path).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.findall(r"<h2[^>]*><a[^>]*>([^<]+)</a></h2>", main)


def all_headlines(client, section: str) -> list[str]:
    """Those of a section's front page and of all pages behind it."""
    seen, address = [], section
    while address:
        seen += headlines(client, address)
        found = re.search(rf'href="({section}\?after=[^"]+)"', client.get(address).content.decode())
        address = found[1] if found else ""
    return seen


def place(editor, *articles, section_id=None, revision=0) -> None:
    order_front(
        actor=editor,
        section_id=section_id,
        article_ids=[article.id for article in articles],
        revision=revision,
    )


def test_what_is_placed_comes_first_and_the_newest_follow(newspaper, editor, client) -> None:
    old, older, new = (
        newspaper.article(headline=name, published_at=now() - timedelta(days=days))
        for name, days in (("Old", 5), ("Older", 9), ("New", 1))
    )
    place(editor, older, old)
    assert headlines(client) == ["Older", "Old", "New"]
    assert headlines(client, f"/{new.section_slug}") == ["New", "Old", "Older"]
    place(editor, old, section_id=newspaper.section_id)
    assert headlines(client, f"/{new.section_slug}") == ["Old", "New", "Older"]


def test_more_places_ask_no_more_of_the_database(newspaper, editor, client) -> None:
    articles = [newspaper.article() for _ in range(8)]
    asked = []
    for revision, number in enumerate((2, 8)):
        place(editor, *articles[:number], revision=revision)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_article_far_down_the_years_can_lead(newspaper, editor, client) -> None:
    ancient = newspaper.article(headline="Ancient", published_at=now() - timedelta(days=4000))
    for number in range(45):
        newspaper.article(headline=f"Fresh {number}")
    assert "Ancient" not in headlines(client)
    place(editor, ancient)
    assert headlines(client)[0] == "Ancient"


def test_a_place_is_kept_for_an_article_that_is_not_published_yet(
    newspaper, editor, client, at
) -> None:
    article = newspaper.article(headline="Shown")
    scheduled_at = now() + timedelta(hours=2)
    Article.objects.filter(pk=article.id).update(published_at=scheduled_at)
    other = newspaper.article(headline="Other")
    place(editor, article, other)
    assert headlines(client) == ["Other"]
    at(scheduled_at)
    assert headlines(client) == ["Shown", "Other"]


def test_the_second_of_two_editors_is_told(newspaper, editor) -> None:
    one, other = newspaper.article(), newspaper.article()
    place(editor, one)
    with pytest.raises(Conflict):
        place(editor, other)
    assert [row.article_id for row in FrontPlace.objects.all()] == [one.id]


def test_only_editors_and_only_their_own_articles(newspaper, editor) -> None:
    article = newspaper.article()
    with pytest.raises(NotAllowed):
        place(newspaper.person("reader"), article)
    with pytest.raises(NotFound):
        order_front(actor=editor, section_id=None, article_ids=[article.id + 1], revision=0)
    with pytest.raises(NotFound):
        place(editor, article, section_id=newspaper.section_id + 1)
    assert not FrontPlace.objects.exists()


def test_there_are_so_many_places(newspaper, editor) -> None:
    articles = [newspaper.article() for _ in range(MOST_PLACES + 1)]
    with pytest.raises(Invalid):
        place(editor, *articles)
    place(editor, *articles[1:])
    assert FrontPlace.objects.count() == MOST_PLACES


def test_the_buttons_move_articles(newspaper, at_desk) -> None:
    one, two, three = (newspaper.article(headline=name) for name in ("One", "Two", "Three"))
    refs = {name: encode(it.id) for name, it in (("1", one), ("2", two), ("3", three))}

    def press(order: str, **button: str) -> str:
        revision = FrontPlace.objects.count() and FrontPlace.objects.first().page.revision
        sent = {"revision": revision, "place": [refs[it] for it in order]}
        sent |= {name: refs.get(value, value) for name, value in button.items()}
        assert at_desk.post("/desk/front", sent).status_code == 302
        names = {ref: name for name, ref in refs.items()}
        rows = FrontPlace.objects.order_by("position")
        return "".join(names[encode(row.article_id)] for row in rows)

    assert press("", add="1") == "1"
    assert press("1", add="2") == "12"
    assert press("12", address=three.path) == "123"
    assert press("123", up="3") == "132"
    assert press("132", top="2") == "213"
    assert press("213", down="2") == "123"
    assert press("123", up="1") == "123"
    assert press("321") == "321"
    assert press("321", off="2") == "31"


def test_an_address_that_leads_nowhere_stays_typed(newspaper, at_desk) -> None:
    answer = at_desk.post("/desk/front", {"revision": "0", "address": "/news/nothing-here"})
    assert answer.status_code == 422
    assert 'value="/news/nothing-here"' in answer.content.decode()


def test_the_most_discussed_can_come_first(newspaper, editor, client) -> None:
    quiet, busy = (
        newspaper.article(headline="Quiet"),
        newspaper.article(headline="Busy", published_at=now() - timedelta(hours=5)),
    )
    newspaper.comment(newspaper.thread_below(busy), "Well.")
    mark_all_stale()
    summarise_stale()
    assert headlines(client) == ["Quiet", "Busy"]
    set_front_rule(actor=editor, section_id=None, rule="discussed")
    assert headlines(client) == ["Busy", "Quiet"]
    with pytest.raises(Invalid):
        set_front_rule(actor=editor, section_id=None, rule="by luck")
    assert quiet.headline == "Quiet"


def test_the_rule_orders_more_than_the_list_beside(newspaper, editor, client) -> None:
    articles = [
        newspaper.article(headline=f"No {number}", published_at=now() - timedelta(hours=1 + number))
        for number in range(9)
    ]
    for article in reversed(articles):
        newspaper.comment(newspaper.thread_below(article), "Well.", by=newspaper.person())
    newspaper.article(headline="Quiet")
    mark_all_stale()
    summarise_stale()
    set_front_rule(actor=editor, section_id=None, rule="discussed")
    assert headlines(client)[-1] == "Quiet"


@pytest.mark.parametrize("revision", ["", "soon", "²", "9" * 5000])
def test_a_form_without_its_revision_is_no_fault(newspaper, at_desk, revision) -> None:
    ref = encode(newspaper.article().id)
    assert at_desk.post("/desk/front", {"revision": revision, "add": ref}).status_code == 302
    assert at_desk.post("/desk/front", {"revision": revision, "add": ref}).status_code == 409


def test_a_breaking_line_goes_by_itself(newspaper, editor, client, at) -> None:
    article = newspaper.article(headline="The harbour bridge is shut")
    until = now() + timedelta(minutes=30)
    zone = zone_of(newspaper.publication_id)
    local = until.astimezone(zone).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%S")
    set_breaking(
        actor=editor,
        section_id=None,
        text="The bridge <is> shut",
        until=local,
        article_id=article.id,
    )
    page = client.get("/")
    assert "The bridge &lt;is&gt; shut" in page.content.decode()
    assert f'href="{article.path}"' in page.content.decode().partition("breaking")[2][:200]
    assert float(page["Belowline-Ends"]) <= until.timestamp()
    at(until)
    assert "The bridge" not in client.get("/").content.decode()


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01T10:00"])
def test_a_breaking_line_needs_a_time_to_come(newspaper, at_desk, client, until) -> None:
    answer = at_desk.post("/desk/front", {"breaking": "The bridge is shut", "until": until})
    assert answer.status_code == 422
    assert 'value="The bridge is shut"' in answer.content.decode()
    assert "The bridge" not in client.get("/").content.decode()


def test_a_section_leads_on_through_all_its_years(newspaper, client) -> None:
    for number in range(95):
        newspaper.article(headline=f"No {number}", published_at=now() - timedelta(days=number))
    path = next(
        iter(re.findall(r'class="kicker" href="([^"]+)"', client.get("/").content.decode()))
    )
    seen, address = [], path
    while address:
        page = client.get(address).content.decode()
        seen += headlines(client, address)
        found = re.search(rf'href="({path}\?after=[^"]+)"', page)
        address = found[1] if found else ""
    assert seen == [f"No {number}" for number in range(95)]
    assert client.get(f"{path}?after=wrong").status_code == 404


def test_equal_moments_lose_no_article(newspaper, client) -> None:
    moment = now() - timedelta(days=1)
    for number in range(90):
        article = newspaper.article(headline=f"No {number}", published_at=moment)
    assert len(set(all_headlines(client, f"/{article.section_slug}"))) == 90


def test_a_day_has_what_was_published_in_the_publications_zone(newspaper, client) -> None:
    Publication.objects.filter(pk=newspaper.publication_id).update(time_zone="Asia/Tokyo")
    late = now().replace(hour=16, minute=0) - timedelta(days=3)  # 01:00 in Tokyo, the next day
    newspaper.article(headline="Night", published_at=late)
    newspaper.article(headline="Noon", published_at=late - timedelta(hours=13))
    tokyo = (late + timedelta(hours=9)).date()
    assert headlines(client, f"/archive/{tokyo}") == ["Night"]
    assert headlines(client, f"/archive/{tokyo - timedelta(days=1)}") == ["Noon"]
    month = client.get(f"/archive/{tokyo:%Y-%m}").content.decode()
    assert f'href="/archive/{tokyo}"' in month
    assert f'href="/archive/{tokyo:%Y-%m}"' in client.get("/archive").content.decode()


@pytest.mark.parametrize("day", ["2026-13", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_not_found(newspaper, client, day) -> None:
    assert client.get(f"/archive/{day}").status_code == 404


def test_an_author_has_a_page_that_the_byline_leads_to(newspaper, client) -> None:
    for number, names in enumerate(
        ["Pia Lundemar", "Ruth Sandoval and Pia Lundemar", "Corin Falk"]
    ):
        article = newspaper.article(
            headline=f"No {number}", byline=names, published_at=now() - timedelta(days=number)
        )
    page = client.get(article.path).content.decode()
    assert '<a rel="author" href="/author/corin-falk">Corin Falk</a>' in page
    assert headlines(client, "/author/pia-lundemar") == ["No 0", "No 1"]
    assert client.get("/author/nobody").status_code == 404


def test_no_list_tells_of_what_is_embargoed(newspaper, client) -> None:
    moment = now() + timedelta(hours=3)
    secret = newspaper.article(headline="Secret", byline="Ada Quiet")
    Article.objects.filter(pk=secret.id).update(published_at=moment)
    assert client.get("/author/ada-quiet").status_code == 404
    for path in (
        "/",
        "/news",
        "/archive",
        f"/archive/{moment:%Y-%m}",
        f"/archive/{moment:%Y-%m-%d}",
    ):
        page = client.get(path).content.decode()
        assert "Secret" not in page
        assert f'"/archive/{moment:%Y-%m}"' not in page or path != "/archive"


def test_two_editors_never_lose_an_order(newspaper, editor) -> None:
    articles = [newspaper.article() for _ in range(4)]
    for revision, (one, other) in enumerate(pairwise(articles)):
        place(editor, one, other, revision=revision)
    assert [row.article_id for row in FrontPlace.objects.order_by("position")] == [
        articles[2].id,
        articles[3].id,
    ]

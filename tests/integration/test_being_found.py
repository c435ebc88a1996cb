"""Sitemaps, robots.txt, and what is shown where an article is shared."""

import json
import re
from datetime import datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.newsroom.models import Article, Publication
from belowline.newsroom.queries import sitemaps
from belowline.pages.robots import AI_CRAWLERS
from belowline.pages.share_card import share_card

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def tree(client, path: str) -> ET.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def maps(client) -> list[str]:
    """The paths of the sitemaps of articles."""
    places = [loc.text for loc in tree(client, "/sitemap.xml").iter(f"{MAP}loc")]
    return [place[place.index("/sitemap/") :] for place in places if "pages" not in place]


def listed(client) -> dict[str, datetime]:
    """Every article that is told of: its path, and when its page changed last."""
    return {
        "/" + url.find(f"{MAP}loc").text.split("/", 3)[3]: datetime.fromisoformat(
            url.find(f"{MAP}lastmod").text
        )
        for path in maps(client)
        for url in tree(client, path)
    }


def test_every_article_is_told_of_once_in_portions(newspaper, client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "PORTION", 3)
    articles = [
        newspaper.article(published_at=now() - timedelta(days=number)) for number in range(8)
    ]
    assert len(maps(client)) == 3
    assert listed(client).keys() == {article.path for article in articles}


def test_a_portion_stays_while_new_articles_come(newspaper, client, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "PORTION", 2)
    for _ in range(4):
        newspaper.article()
    before = maps(client)
    newspaper.article()
    assert maps(client)[:2] == before


def test_lastmod_moves_with_the_discussion(newspaper, client, at) -> None:
    article = newspaper.article()
    before = listed(client)[article.path]
    at(now() + timedelta(hours=3))
    newspaper.comment(newspaper.thread_below(article), "Later on.")
    assert listed(client)[article.path] - before >= timedelta(hours=3)


HIDDEN = {
    "scheduled": {"published_at": now() + timedelta(days=1)},
    "held": {"state": "held"},
    "gone": {"licence_ends_at": now() - timedelta(days=1), "remains": "nothing"},
    "headline only": {"licence_ends_at": now() - timedelta(days=1), "remains": "headline"},
    "not for search": {"limits": {"without": ["search"]}},
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_is_not_to_be_found_is_in_no_sitemap(newspaper, client, how) -> None:
    article = newspaper.article(headline="Secret words")
    Article.objects.filter(pk=article.id).update(**HIDDEN[how])
    assert article.path not in listed(client)
    assert b"Secret words" not in client.get("/news-sitemap.xml").content


def test_the_news_sitemap_has_two_days(newspaper, client) -> None:
    newspaper.article(headline="Fresh & <new>", published_at=now() - timedelta(hours=47))
    newspaper.article(headline="Stale", published_at=now() - timedelta(hours=49))
    titles = [title.text for title in tree(client, "/news-sitemap.xml").iter(f"{NEWS}title")]
    assert titles == ["Fresh & <new>"]


def test_a_sitemap_is_kept_no_longer_than_until_the_next_article_begins(newspaper, client) -> None:
    article = newspaper.article()
    soon = now() + timedelta(minutes=5)
    Article.objects.filter(pk=article.id).update(published_at=soon)
    newspaper.article()
    for path in ("/sitemap.xml", *maps(client), "/news-sitemap.xml"):
        assert float(client.get(path)["Belowline-Ends"]) == pytest.approx(soon.timestamp(), abs=1)


def test_robots_are_told_what_is_not_for_them(newspaper, client) -> None:
    told = client.get("/robots.txt").content.decode()
    assert all(f"User-agent: {name}\n" in told for name in AI_CRAWLERS)
    everybody = told.partition("User-agent: *\n")[2]
    assert "Disallow: /desk/" in everybody
    assert "Disallow: /\n" not in everybody
    assert re.search(r"^Sitemap: http.*/sitemap\.xml$", told, re.MULTILINE)
    Publication.objects.update(ai_crawlers=True)
    assert "GPTBot" not in client.get("/robots.txt").content.decode()


def test_an_administrator_lets_those_in_who_train_models(newspaper, client_of) -> None:
    client = client_of(newspaper.person(role="administrator"))
    form = {"name": "The Test", "language": "en", "time_zone": "UTC", "ai_crawlers": "1"}
    assert client.post("/desk/publication", form).status_code == 302
    assert Publication.objects.get().ai_crawlers
    assert (
        'name="ai_crawlers" value="1" checked' in client.get("/desk/publication").content.decode()
    )


def test_an_article_without_a_picture_has_a_drawn_one(newspaper, client) -> None:
    article = newspaper.article(headline="The ferry is late, again and again, says the council")
    page = client.get(article.path).content.decode()
    address = re.search(r'<meta property="og:image" content="[^"]*(/cards/[^"]+)"', page)[1]
    assert address == f"/cards/{encode(article.id)}.png"
    answer = client.get(address)
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert answer["Content-Type"] == "image/png"
    structured = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert structured["image"].endswith(address)
    Article.objects.filter(pk=article.id).update(state="held")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("headline", ["東京の朝市", "x" * 300, "a " * 150, "", "Ω", "🦓 zebra"])
def test_a_card_is_drawn_whatever_the_headline(headline) -> None:
    drawn = Image.open(BytesIO(share_card(headline, "The Test", None)))
    assert drawn.size == (1200, 630)


def test_a_card_has_the_words_it_can_write() -> None:
    bare, latin = share_card("東京", "The Test", None), share_card("Tokyo", "The Test", None)
    assert bare != latin
    assert share_card("東京", "The Test", None) == share_card("大阪", "The Test", None)


def test_who_wrote_an_article_is_told_to_search_engines(newspaper, client) -> None:
    article = newspaper.article(byline="By Pia Lundemar and Ruth Sandoval, political editor")
    page = client.get(article.path).content.decode()
    authors = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])["author"]
    assert [author["name"] for author in authors] == ["Pia Lundemar", "Ruth Sandoval"]
    assert authors[0]["url"].endswith("/author/pia-lundemar")


@pytest.mark.parametrize("path", ["/search?q=nothing", "/archive/2020-01-01", "/archive/2020-01"])
def test_thin_pages_are_not_to_be_found(newspaper, client, path) -> None:
    assert re.search(r'<meta name="robots" content="noindex', client.get(path).content.decode())

"""Feeds: in three formats, of six kinds, well-formed whatever anybody wrote."""

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.discussion.services.summaries import mark_all_stale, summarise_stale
from belowline.discussion.services.votes import cast_vote
from belowline.newsroom.models import Article
from belowline.search.services.indexing import index_everything

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
KINDS = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}
SAID = "The bridge was never meant to carry lorries of forty tonnes."


@pytest.fixture
def article(newspaper):
    return newspaper.article(
        headline="The ferry & the <bridge>", standfirst="1 < 2 & so on.", byline="Pia Lundemar"
    )


@pytest.fixture
def paths(newspaper, article) -> list[str]:
    """Of one feed of each kind, without the format."""
    reader = newspaper.person("Ada Marin")
    newspaper.comment(newspaper.thread_below(article), "I saw the zebra.", by=reader)
    index_everything()
    return [
        "/feed",
        f"/{article.section_slug}/feed",
        "/author/pia-lundemar/feed",
        f"{article.path}/feed",
        f"/people/{encode(reader.id)}/feed",
        "/search.{}?q=zebra",
    ]


def entries(client, path: str, kind: str) -> list[str]:
    """The titles of the entries, read by a real parser."""
    address = path.format(kind) if "{}" in path else f"{path}.{kind}"
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].partition(";")[0] == KINDS[kind]
    if kind == "json":
        feed = json.loads(answer.content)
        assert feed["feed_url"].endswith(address)
        return [item["title"] for item in feed["items"]]
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    found = root.iter(f"{ATOM}entry" if kind == "atom" else "item")
    return [entry.find(f"{ATOM}title" if kind == "atom" else "title").text for entry in found]


@pytest.mark.parametrize("kind", KINDS)
def test_every_feed_is_there_in_every_format(client, article, paths, kind) -> None:
    told = [entries(client, path, kind) for path in paths]
    headline, said = article.headline, "I saw the zebra."
    assert told == [[headline], [headline], [headline], [said], [said], [said]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_tells_of_the_discussion(newspaper, client, article, kind) -> None:
    thread = newspaper.thread_below(article)
    said = newspaper.comment(thread, SAID)
    for _ in range(4):
        cast_vote(actor=newspaper.person(), comment_id=said, value=1)
    mark_all_stale()
    summarise_stale()
    body = client.get(f"/feed.{kind}").content
    if kind == "json":
        (item,) = json.loads(body)["items"]
        html, number = item["content_html"], item["_discussion"]["comments"]
    else:
        root = ET.fromstring(body)  # noqa: S314 - our own
        if kind == "atom":
            (link,) = root.findall(f".//{ATOM}link[@rel='replies']")
            html, number = root.find(f".//{ATOM}summary").text, link.get(f"{THREAD}count")
        else:
            html = root.find(".//item/description").text
            number = root.find(f".//{SLASH}comments").text
    assert int(number) == 1
    assert SAID in html
    assert f"/c/{encode(said)}" in html
    assert escape("1 < 2 & so on.") in html


def test_what_is_not_for_feeds_is_in_none(client, article, paths) -> None:
    Article.objects.filter(pk=article.id).update(limits={"without": ["feed"]})
    for kind in KINDS:
        for path in (*paths[:3], paths[5]):
            assert article.headline not in entries(client, path, kind)


def test_a_private_list_has_no_feed(newspaper, client) -> None:
    reader = newspaper.person("Quiet One")
    newspaper.comment(newspaper.thread(), "Well.", by=reader)
    Person.objects.filter(pk=reader.id).update(shows_comments=False)
    assert client.get(f"/people/{encode(reader.id)}/feed.rss").status_code == 404


def test_pages_lead_to_their_feeds(newspaper, client, article) -> None:
    reader = newspaper.person()
    for page, feed in (
        ("/", "/feed.json"),
        (f"/{article.section_slug}", f"/{article.section_slug}/feed.rss"),
        ("/author/pia-lundemar", "/author/pia-lundemar/feed.atom"),
        (article.path, f"{article.path}/feed.atom"),
        (f"/people/{encode(reader.id)}", f"/people/{encode(reader.id)}/feed.atom"),
    ):
        assert f'href="{feed}"' in client.get(page).content.decode(), page
        assert client.get(feed).status_code == 200


def test_a_hub_is_named_where_there_is_one(client, article, settings) -> None:
    assert b"hub" not in client.get("/feed.atom").content
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"websub_hub": "https://hub.example/"}
    )
    root = ET.fromstring(client.get("/feed.atom").content)  # noqa: S314 - our own
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["hub"] == "https://hub.example/"
    assert links["self"].endswith("/feed.atom")
    assert b'rel="hub"' in client.get("/feed.rss").content
    assert json.loads(client.get("/feed.json").content)["hubs"][0]["type"] == "WebSub"


NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\x01\x0b\x0c\x1e\x7f\x85\ufffe\uffff\u2028\u202e<>&]\"'\U0001ffff"),
    ),
    max_size=60,
) | st.sampled_from(["]]>", "<![CDATA[", "&#0;", "&nbsp;", "\ud800"])


@of_hypothesis(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=NASTY)
def test_feeds_are_well_formed_whatever_is_in_the_tables(
    newspaper, client, article, paths, words
) -> None:
    """As an import might have left it there, before texts were cleaned."""
    kept = words.replace("\x00", "").encode("utf-8", "ignore").decode()
    Article.objects.filter(pk=article.id).update(
        headline=kept or "x", standfirst=kept, byline="Pia Lundemar"
    )
    Comment.objects.filter(thread__article_id=article.id).update(html=f"<p>{escape(kept)}</p>")
    for kind in KINDS:
        for path in paths[:5]:
            assert len(entries(client, path, kind)) == 1


def test_a_feed_is_not_sent_again_to_whoever_has_it(newspaper, client, article) -> None:
    """By the front, which has its ETag: what it is made from is told."""
    answer = client.get("/feed.rss")
    assert "lists:" in answer["Belowline-Depends"]
    newspaper.article(headline="Soon", published_at=now() - timedelta(minutes=1))
    assert entries(client, "/feed", "rss")[0] == "Soon"

"""What a reader without an account, and a search engine, find at the site's addresses."""

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.queries.articles import newest_articles
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.queries.related import related_articles

ROOT = Path(__file__).parents[2]
COMPILER = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def structured(html):
    """The page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


def test_every_comment_of_the_page_is_in_its_html(newspaper, client):
    thread = newspaper.thread(headline="The ferry")
    for number in range(12):
        newspaper.comment(thread, f"Remark number {number} of a dozen.")
    html = client.get("/politics/the-ferry").content.decode()
    assert all(f"Remark number {number} of a dozen." in html for number in range(12))
    assert "12 comments" in html


def test_reading_sets_no_cookie(newspaper, client):
    newspaper.article(headline="The ferry")
    for address in ("/", "/politics", "/politics/the-ferry", "/accounts/login/", "/feed.atom"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies, address


def test_dates_show_in_the_publications_zone(newspaper, client):
    article = newspaper.article(
        published_at=now().replace(year=2024, month=3, day=5, hour=20, minute=9)
    )
    html = client.get(article.path).content.decode()
    assert "6 March 2024, 05:09 JST" in html


def test_a_text_is_gone_on_the_minute_its_licence_ends(newspaper, client):
    article = newspaper.article(
        body="Secret agency words.",
        copyright_line="© Meridian Wire",
        licence_ends_at=now() + timedelta(seconds=60),
    )
    assert "Secret agency words" in client.get(article.path).content.decode()
    expired = newspaper.article(
        body="Secret agency words.",
        copyright_line="© Meridian Wire",
        licence_ends_at=now() - timedelta(seconds=1),
    )
    html = client.get(expired.path).content.decode()
    assert "Secret agency words" not in html
    assert "our licence to publish it ended" in html
    assert "© Meridian Wire" in html


def test_a_removed_comments_words_are_nowhere(newspaper, client):
    thread = newspaper.thread(headline="The ferry")
    posted = newspaper.comment(thread, "Unspeakable words.", by=newspaper.person("Loud One"))
    moderator = newspaper.person("mod", role="moderator")
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="attack")
    for address in (
        "/politics/the-ferry",
        "/politics/the-ferry/feed.atom",
        f"/c/{encode(posted)}/more",
    ):
        html = client.get(address).content.decode()
        assert "Unspeakable" not in html, address
    html = client.get("/politics/the-ferry").content.decode()
    assert "Removed by a moderator: personal attack." in html
    assert "Loud One" not in html


def test_a_closed_thread_says_so_with_the_editors_note(newspaper, client):
    thread = newspaper.thread(headline="The ferry")
    editor = newspaper.person("ed", role="editor")
    switch_thread(
        actor=editor,
        thread_id=thread.id,
        comments_open=False,
        votes_open=True,
        note="Until Monday.",
    )
    html = client.get("/politics/the-ferry").content.decode()
    assert "closed to new comments" in html
    assert "Until Monday." in html


def test_a_permalink_leads_to_the_page_that_shows_the_comment(newspaper, client):
    thread = newspaper.thread(headline="The ferry")
    posted = newspaper.comment(thread, "Here.")
    answer = client.get(f"/c/{encode(posted)}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/politics/the-ferry#c{encode(posted)}"


@pytest.mark.parametrize(
    "address", ["/nowhere", "/politics/nowhere", "/c/xyz", f"/c/{encode(7)}", "/threads/x"]
)
def test_an_address_that_leads_nowhere_says_so_politely(newspaper, client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Back to front page" in answer.content.decode()


def test_a_damaged_place_in_a_thread_is_explained(newspaper, client):
    newspaper.article(headline="The ferry")
    answer = client.get("/politics/the-ferry?after=broken")
    assert answer.status_code == 422
    assert "Please start from the first page" in answer.content.decode()


def test_pages_of_a_thread_point_to_the_article_as_canonical(newspaper, client):
    newspaper.article(headline="The ferry")
    html = client.get("/politics/the-ferry?order=best&view=flat").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/politics/the-ferry">' in html
    assert "noindex" in html


def test_the_structured_data_tell_of_article_comments_and_votes(newspaper, client):
    thread = newspaper.thread(headline="The <ferry> & more", slug="ferry", byline="A. Writer")
    newspaper.comment(thread, "Words </script> with *teeth* & more.", by=newspaper.person("ann"))
    data = structured(client.get("/politics/ferry").content.decode())
    assert (data["@type"], data["commentCount"]) == ("NewsArticle", 1)
    assert data["headline"] == "The <ferry> & more"
    (comment,) = data["comment"]
    assert comment["text"] == "Words </script> with teeth & more."
    assert [c["userInteractionCount"] for c in comment["interactionStatistic"]] == [0, 0]


@pytest.mark.skipif(not COMPILER.exists(), reason="schema.org's definitions come with npm ci")
def test_the_structured_data_hold_to_schema_orgs_definitions(newspaper, client, tmp_path):
    thread = newspaper.thread(
        slug="ferry",
        byline="A. Writer",
        copyright_line="© Test",
        licence_ends_at=now() + timedelta(days=1),
    )
    newspaper.comment(thread, "Words.", by=newspaper.person("ann"))
    data = structured(client.get("/politics/ferry").content.decode())
    assert data["expires"]

    def errors(value):
        source = tmp_path / "story.ts"
        types = (ROOT / "node_modules/schema-dts").as_posix()
        source.write_text(
            f'import type {{ NewsArticle, WithContext }} from "{types}";\n'
            f"export const story: WithContext<NewsArticle> = {json.dumps(value)};\n"
        )
        run = subprocess.run(
            ["node", COMPILER, "--noEmit", "--strict", "--skipLibCheck",
             "--module", "nodenext", "--moduleResolution", "nodenext", source],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
        return run.stdout

    assert errors(data) == ""
    assert "comentCount" in errors({**data, "comentCount": 1})


def test_feeds_are_atom_with_stable_ids(newspaper, client):
    thread = newspaper.thread(headline="The ferry", standfirst="At last.")
    posted = newspaper.comment(thread, "Said *so*.", by=newspaper.person("ann"))
    for address, title in (
        ("/feed.atom", "The ferry"),
        ("/politics/feed.atom", "The ferry"),
        ("/politics/the-ferry/feed.atom", "Said so."),
    ):
        answer = client.get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        feed = etree.fromstring(answer.content)
        (entry,) = feed.findall("a:entry", ATOM)
        assert entry.findtext("a:title", namespaces=ATOM) == title
        assert entry.findtext("a:id", namespaces=ATOM).startswith("http://127.0.0.1:8000/")
        assert entry.findtext("a:updated", namespaces=ATOM)
        assert feed.findtext("a:id", namespaces=ATOM)
    assert encode(posted) in answer.content.decode()


def test_a_page_of_fifty_comments_is_light(newspaper, client):
    thread = newspaper.thread(headline="The ferry", body="Words of the council. " * 60)
    people = [newspaper.person() for _ in range(10)]
    # 240 characters: the mean of the comments of a large German-language news forum is shorter.
    for number in range(55):
        newspaper.comment(
            thread, f"{number} " + "nobody has asked the crews. " * 8, by=people[number % 10]
        )
    html = client.get("/politics/the-ferry").content
    assert html.count(b'<article class="comment"') == 50
    assert len(html) < 60_000


def test_single_comments_are_those_of_the_thread_that_is_asked(newspaper, client):
    thread, other = newspaper.thread(), newspaper.thread()
    here, there = newspaper.comment(thread, "Said here."), newspaper.comment(other, "Said there.")
    asked = f"/threads/{thread.ref}/items?id={encode(here)}&id={encode(there)}"
    html = client.get(asked).content.decode()
    assert "Said here." in html
    assert "Said there." not in html


def test_lists_of_articles_read_no_articles(newspaper, django_assert_num_queries) -> None:
    articles = [newspaper.article(headline=f"Ferry number {number}") for number in range(3)]
    publication = publication_by_id(newspaper.publication_id)
    ids = [article.id for article in articles]
    with django_assert_num_queries(2) as asked:
        assert len(related_articles(publication, articles[0], ids)) == 2
    with django_assert_num_queries(1) as listed:
        assert len(newest_articles(publication_id=newspaper.publication_id)) == 3
    for query in (*asked.captured_queries, *listed.captured_queries):
        assert "body" not in query["sql"]

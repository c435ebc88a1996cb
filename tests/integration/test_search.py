"""Search: what it finds, what it never does, and how it keeps in step."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.cli.search import search_group
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.events import publish
from belowline.core.ids import encode
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.moderation.services.decisions import (
    hold_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.newsroom.events import ArticleChanged
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import publication_by_id
from belowline.newsroom.services.sections import ensure_section
from belowline.search.index import replace
from belowline.search.models import IndexedArticle, IndexedComment, StaleText
from belowline.search.queries.asked import Asked, phrase_of
from belowline.search.queries.finding import find_comments
from belowline.search.services.indexing import index_everything, index_stale
from belowline.search.services.relating import relate_stale
from belowline.search.terms import term
from belowline.search.time_limit import end_of_search
from belowline.web.reading import search as search_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings) -> None:
    ensure_places(SUBSCRIBERS)
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"posts_per_minute": 1000, "searches_per_minute": 10_000}
    )


def catch_up() -> None:
    follow_all(SUBSCRIBERS)
    index_stale()
    relate_stale()


def page(client, q: str = "", **fields) -> str:
    answer = client.get(f"/search?{urlencode({'q': q, **fields})}")
    assert answer.status_code == 200
    return answer.content.decode()


def found(client, q: str = "", **fields) -> list[str]:
    """The headlines and comments that were found, in their order, without their marks."""
    main = page(client, q, **fields).partition("<main")[2]
    hits = re.findall(r"<h3[^>]*><a [^>]*>(.*?)</a>|<a class=\"quiet\"[^>]*>(.*?)</a>", main, re.S)
    return [re.sub(r"</?mark>", "", headline or comment) for headline, comment in hits]


@pytest.fixture
def bridge(newspaper):
    return newspaper.article(
        headline="Harbour bridge shuts for a year",
        standfirst="Cracks were found in two pillars.",
        body="The council will run a ferry until the pillars are mended.",
        byline="Pia Lundemar",
    )


def test_articles_are_found_by_headline_first_lines_and_text(bridge, client) -> None:
    catch_up()
    for words in ("harbour", "BRIDGES", "cracks", "ferries council", '"two pillars"'):
        assert found(client, words) == [bridge.headline], words
    for words in ("tunnel", "harbour tunnel", '"pillars two"', "bridge -ferry"):
        assert found(client, words) == [], words


def test_what_is_in_the_headline_comes_first(newspaper, client) -> None:
    day = timedelta(days=1)
    old = newspaper.article(headline="Ferry fares rise", published_at=now() - 9 * day)
    new = newspaper.article(headline="Town hall", body="A ferry.", published_at=now() - day)
    catch_up()
    assert found(client, "ferry") == [old.headline, new.headline]


def test_comments_are_found_and_lead_to_their_place(newspaper, bridge, client) -> None:
    said = newspaper.comment(newspaper.thread_below(bridge), "My aunt crossed it daily.")
    catch_up()
    shown = page(client, "aunt")
    assert f'href="/c/{encode(said)}"' in shown
    assert "My <mark>aunt</mark> crossed it daily." in shown
    assert bridge.headline in shown


def test_an_html_of_a_comment_is_not_html_on_the_page(newspaper, bridge, client) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "Write `<b>aunt</b>` & be glad.")
    catch_up()
    assert "&lt;b&gt;<mark>aunt</mark>&lt;/b&gt; &amp; be glad." in page(client, "aunt")


def test_japanese_is_found_by_any_part_of_it(newspaper, client) -> None:
    article = newspaper.article(headline="東京都の朝市、観光客でにぎわう", body="港の猫も来た。")
    said = newspaper.thread_below(article)
    newspaper.comment(said, "朝市のパンは安い。")
    catch_up()
    for words in ("東京", "京都", "朝市 観光", "猫", "港の猫"):
        assert article.headline in found(client, words), words
    assert found(client, "パンは安い") == ["朝市のパンは安い。"]
    assert found(client, "大阪") == []


def test_by_author_section_day_and_discussion(newspaper, bridge, client) -> None:
    ada, bo = newspaper.person("Ada Marin"), newspaper.person("Bo Lind")
    thread = newspaper.thread_below(bridge)
    newspaper.comment(thread, "A fine day for ropes.", by=ada)
    newspaper.comment(thread, "Ropes are dear.", by=bo)
    other = newspaper.thread()
    newspaper.comment(other, "Ropes again.", by=bo)
    catch_up()
    assert found(client, "ropes", by="ada marin") == ["A fine day for ropes."]
    assert found(client, by="Bo Lind") == ["Ropes again.", "Ropes are dear."]
    assert found(client, "ropes", by="ADA m") == ["A fine day for ropes."]
    assert found(client, by="bo") == ["Ropes again.", "Ropes are dear."]
    assert found(client, by="Lundemar") == [bridge.headline]
    assert found(client, "ropes", thread=thread.ref) == ["Ropes are dear.", "A fine day for ropes."]
    tomorrow = (now() + timedelta(days=2)).date().isoformat()
    assert found(client, "ropes", since=tomorrow) == []
    assert len(found(client, "ropes", until=tomorrow)) == 3
    elsewhere = ensure_section(publication_id=newspaper.publication_id, name="Far away")
    far = newspaper.article_in(elsewhere, headline="Ropes far away")
    newspaper.comment(newspaper.thread_below(far), "Ropes, and how.", by=ada)
    catch_up()
    assert found(client, "ropes", section="far-away") == ["Ropes far away", "Ropes, and how."]
    assert "Ropes far away" not in found(client, "ropes", section=bridge.section_slug)
    assert len(found(client, "ropes", section="no-such-section")) == 5


def test_pages_follow_one_another_without_a_gap(newspaper, client) -> None:
    thread = newspaper.thread()
    for number in range(45):
        newspaper.comment(thread, f"Rope number {number}.", by=newspaper.person())
    catch_up()
    seen, address = [], "/search?q=rope&kind=comments"
    while address:
        shown = client.get(address).content.decode()
        seen += re.findall(r"<mark>Rope</mark> number (\d+)\.", shown)
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [str(number) for number in reversed(range(45))]


GONE = ["withdrawn", "removed", "held", "edited", "embargoed", "ended", "recalled"]


@pytest.mark.parametrize("how", GONE)
@pytest.mark.parametrize("is_indexed", [True, False])
def test_what_went_is_not_found_at_once(newspaper, client, how, is_indexed) -> None:
    """Before the index knows of it, and after."""
    article = newspaper.article(headline="Town hall", body="The zebra is on loan.")
    writer, moderator = newspaper.person(), newspaper.person(role="moderator")
    said = newspaper.comment(newspaper.thread_below(article), "I saw the zebra.", by=writer)
    catch_up()
    assert found(client, "zebra") == ["Town hall", "I saw the zebra."]
    acts = {
        "withdrawn": lambda: withdraw_comment(actor=writer, comment_id=said),
        "removed": lambda: remove_comment(
            actor=moderator, comment_id=said, version=1, reason="spam", explanation=""
        ),
        "held": lambda: hold_comment(actor=moderator, comment_id=said, version=1),
        "edited": lambda: edit_comment(actor=writer, comment_id=said, text="I saw the horse."),
        "embargoed": lambda: changed(article, published_at=now() + timedelta(hours=1)),
        "ended": lambda: changed(article, licence_ends_at=now(), remains="nothing"),
        "recalled": lambda: changed(article, state="held"),
    }
    acts[how]()
    if is_indexed:
        catch_up()
    left = {"embargoed": [], "ended": [], "recalled": []}.get(how, ["Town hall"])
    assert found(client, "zebra") == left
    assert (
        "zebra"
        not in client.get("/search.atom?q=zebra")
        .content.decode()
        .replace("q=zebra", "")
        .replace("“zebra”", "")
        or left
    )


def changed(article, **values) -> None:
    Article.objects.filter(pk=article.id).update(**values)


def test_of_an_ended_article_only_the_headline_is_found(newspaper, client) -> None:
    article = newspaper.article(headline="Town hall", body="The zebra is on loan.")
    catch_up()
    Article.objects.filter(pk=article.id).update(licence_ends_at=now() - timedelta(minutes=1))
    assert found(client, "zebra") == []
    assert found(client, "hall") == ["Town hall"]
    Article.objects.filter(pk=article.id).update(limits={"without": ["search"]})
    assert found(client, "hall") == []


def test_what_comes_back_is_found_again(newspaper, bridge, client) -> None:
    moderator = newspaper.person(role="moderator")
    said = newspaper.comment(newspaper.thread_below(bridge), "I saw the zebra.")
    remove_comment(actor=moderator, comment_id=said, version=1, reason="spam", explanation="")
    catch_up()
    assert found(client, "zebra") == []
    restore_comment(actor=moderator, comment_id=said, version=1, note="A mistake.")
    hold = newspaper.comment(newspaper.thread_below(bridge), "The zebra saw me.")
    hold_comment(actor=moderator, comment_id=hold, version=1)
    publish_comment(actor=moderator, comment_id=hold, version=1)
    catch_up()
    assert found(client, "zebra") == ["The zebra saw me.", "I saw the zebra."]


HOSTILE = [
    '"',
    '""',
    "-",
    "--",
    "AND OR NOT NEAR(",
    "* ^ : {",
    "x' OR 1=1 --",
    "\\",
    "%",
    "a" * 5000,
    "\u202e\u200b",
    "-word",
    '-"two words"',
    " ".join(["word"] * 300),
    "🦓",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_typed_is_an_error(newspaper, bridge, client, typed) -> None:
    catch_up()
    for fields in ({}, {"by": typed}, {"after": typed}, {"since": typed}, {"thread": typed}):
        page(client, typed, **fields)
        page(client, "bridge", **fields)
    answer = client.get(f"/search.atom?{urlencode({'q': typed})}")
    assert answer.status_code == 200
    ET.fromstring(answer.content)  # noqa: S314 - our own


def test_searches_are_no_pages_for_search_engines_and_kept_by_nobody(bridge, client) -> None:
    answer = client.get("/search?q=bridge")
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "Belowline-Depends" not in answer.headers
    assert "private" in answer.headers["Cache-Control"]


def test_the_feed_of_a_search_is_well_formed_and_found_from_the_page(
    newspaper, bridge, client
) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "The bridge & I: ]]> <b>")
    catch_up()
    href = re.search(r'rel="alternate"[^>]*href="([^"]+)"', page(client, "bridge"))
    feed = client.get(href[1].replace("&amp;", "&"))
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(feed.content).findall(f"{atom}entry")  # noqa: S314 - our own
    titles = {entry.find(f"{atom}title").text for entry in entries}
    assert titles == {bridge.headline, "The bridge & I: ]]> <b>"}


def test_comments_are_found_in_the_section_to_which_their_article_has_moved(
    newspaper, bridge, client
) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "Ropes are dear.")
    catch_up()
    far = ensure_section(publication_id=newspaper.publication_id, name="Far away")
    assert found(client, "ropes", section=bridge.section_slug) == ["Ropes are dear."]
    Article.objects.filter(pk=bridge.id).update(section_id=far)
    with transaction.atomic():
        publish(ArticleChanged(publication_id=newspaper.publication_id, article_id=bridge.id))
    catch_up()
    assert found(client, "ropes", section="far-away") == ["Ropes are dear."]
    assert found(client, "ropes", section=bridge.section_slug) == []


def test_comments_of_a_section_are_asked_of_the_index(newspaper, bridge, client) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "Ropes are dear.")
    catch_up()
    assert term("section", newspaper.section_id) in IndexedComment.objects.get().terms
    section = publication_by_id(newspaper.publication_id).sections[0]
    asked = Asked((phrase_of("ropes"),), section=section)
    with CaptureQueriesContext(connection) as queries:
        find_comments(publication_id=newspaper.publication_id, asked=asked, until=end_of_search())
    wanted = format(term("section", newspaper.section_id) & 0xFFFFFFFF, "x")
    told = str(term("section", newspaper.section_id))
    assert any(f"x{wanted}" in it["sql"] or told in it["sql"] for it in queries)


def test_a_section_is_looked_for_in_the_texts_while_the_index_does_not_know_it(
    newspaper, bridge, client
) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "Ropes are dear.")
    catch_up()
    old = set(IndexedComment.objects.get().terms) - {term("section", newspaper.section_id)}
    with transaction.atomic():
        replace(IndexedComment, {IndexedComment.objects.get().id: old})
    assert found(client, "ropes", section=bridge.section_slug) == []
    StaleText.objects.create(kind="thread", object_id=newspaper.thread_below(bridge).id, event=0)
    assert found(client, "ropes", section=bridge.section_slug) == ["Ropes are dear."]


def test_a_question_that_takes_too_long_says_so(bridge, client, monkeypatch) -> None:
    catch_up()
    monkeypatch.setattr("belowline.search.time_limit._LONGEST", -1.0)
    monkeypatch.setattr("belowline.search.queries.finding._SHORTEST", 0.2)
    shown = page(client, "bridge")
    assert "only the newest texts were searched" in shown
    assert 'rel="next"' in shown


def test_the_index_is_made_anew_by_command(newspaper, bridge, client) -> None:
    newspaper.comment(newspaper.thread_below(bridge), "I saw the zebra.")
    catch_up()
    before = _rows()
    IndexedComment.objects.all().delete()
    told = CliRunner().invoke(search_group, ["rebuild"])
    assert told.exit_code == 0, told.output
    assert _rows() == before
    assert found(client, "zebra") == ["I saw the zebra."]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["post", "edit", "remove", "restore", "withdraw", "catch up"]),
        st.integers(0, 9),
    ),
    min_size=2,
    max_size=14,
)
WORDS = ["zebra", "rope", "猫と犬", "bridge ferry", "Ünïcode", "猫"]


@of_hypothesis(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_what_follows_events_is_what_is_made_anew(newspaper, client, acts) -> None:
    thread, writer = newspaper.thread(), newspaper.person()
    moderator = newspaper.person(role="moderator")
    said: list[int] = []
    for number, (act, which) in enumerate(acts):
        if act == "post":
            text = f"{WORDS[which % len(WORDS)]} {number}"
            said.append(newspaper.comment(thread, text, by=writer))
        elif act == "catch up":
            catch_up()
        elif said:
            _act(act, said[which % len(said)], writer, moderator, WORDS[which % len(WORDS)])
    catch_up()
    followed = _rows()
    index_everything()
    relate_stale()
    assert _rows() == followed
    assert not StaleText.objects.exists()
    for word in WORDS:
        published = Comment.objects.filter(status="published", thread_id=thread.id)
        wanted = {text for text in published.values_list("text", flat=True) if word in text}
        assert set(found(client, word, thread=thread.ref)) >= wanted


def _act(act, comment_id, writer, moderator, word) -> None:
    comment = Comment.objects.get(pk=comment_id)
    if act == "restore" and comment.status == "removed":
        restore_comment(
            actor=moderator, comment_id=comment_id, version=comment.version, note="Fine."
        )
    elif comment.status != "published":
        return
    elif act == "edit":
        edit_comment(actor=writer, comment_id=comment_id, text=f"{word} edited")
    elif act == "withdraw":
        withdraw_comment(actor=writer, comment_id=comment_id)
    elif act == "remove":
        remove_comment(
            actor=moderator,
            comment_id=comment_id,
            version=comment.version,
            reason="spam",
            explanation="",
        )


def _rows() -> dict[str, dict[int, list[int]]]:
    """The index, and what the database's own index of it knows."""
    tables = {}
    for table in (IndexedComment, IndexedArticle):
        rows = dict(table.objects.values_list("id", "terms"))
        tables[table.__name__] = rows
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                name = f"{table._meta.db_table}_fts"
                for number in {term for terms in rows.values() for term in terms}:
                    word = f"x{number & 0xFFFFFFFF:x}"
                    cursor.execute(f"SELECT rowid FROM {name} WHERE {name} MATCH %s", [word])  # noqa: S608
                    having = {key for (key,) in cursor.fetchall()} & rows.keys()
                    assert having == {key for key, terms in rows.items() if number in terms}
    return tables


def test_the_api_finds_the_same(newspaper, bridge, client) -> None:
    said = newspaper.comment(newspaper.thread_below(bridge), "My aunt crossed the bridge.")
    catch_up()
    told = client.get("/api/v1/search?q=bridge").json()
    assert [(hit["kind"], hit["headline"]) for hit in told["hits"]] == [
        ("article", bridge.headline)
    ]
    told = client.get("/api/v1/search?q=bridge&kind=comments").json()
    assert [hit["url"].rpartition("/")[2] for hit in told["hits"]] == [encode(said)]
    assert told["hits"][0]["excerpt"] == "My aunt crossed the bridge."
    assert told["after"] is None
    assert client.get("/api/v1/search").json() == {"hits": [], "after": None, "is_cut": False}


def test_articles_and_comments_share_the_time_of_one_question(
    newspaper, bridge, client, monkeypatch
) -> None:
    catch_up()
    ends: list[float] = []
    for name in ("find_articles", "find_comments"):
        real = getattr(search_page, name)

        def noted(*, until: float, real=real, **given):
            ends.append(until)
            return real(until=until, **given)

        monkeypatch.setattr(search_page, name, noted)
    page(client, "bridge")
    assert len(ends) == 2
    assert ends[0] == ends[1]

"""An editor's articles: nowhere before their time, gone from every exit when they end."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belowline.core import clock
from belowline.core.ids import encode
from belowline.core.kept import forget
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.services.stories import publish_with_discussion
from belowline.newsroom.models import Article, ArticleDraft, ArticleVersion
from belowline.newsroom.queries.desk_stories import Standing, story_list
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.versions import changes, version_words, versions
from belowline.newsroom.services.drafts import (
    ChangedMeanwhile,
    begin_story,
    discard_draft,
    save_draft,
)
from belowline.newsroom.services.endings import hold_story, kill_story, withdraw_story
from exits import exits
from newspaper import log_in
from tests.found import thread_of_article

pytestmark = pytest.mark.django_db

HEADLINE, TEXT = "The slipway opens", "A gull walked in first."


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def words(newspaper):
    """What a form sends: a headline, a text, a section."""

    def words(**given: str) -> dict[str, str]:
        section = encode(newspaper.section_id)
        return {
            "headline": HEADLINE,
            "body": TEXT,
            "section": section,
            "remains": "discussion",
            **given,
        }

    return words


@pytest.fixture
def published(editor, words):
    """Publishes an article and returns its id."""

    def publish(**given: str) -> int:
        article_id = begin_story(actor=editor)
        publish_with_discussion(
            actor=editor, article_id=article_id, words=words(**given), revision=0
        )
        return article_id

    return publish


def test_a_draft_is_seen_by_editors_alone(client, editor, words, newspaper) -> None:
    article_id = begin_story(actor=editor)
    save_draft(actor=editor, article_id=article_id, words=words(), revision=0)
    assert not any(HEADLINE in said for said in exits(client, article_id).values())
    for asking in (newspaper.person(), newspaper.person(role="moderator")):
        other = Client()
        log_in(other, asking)
        assert other.get(f"/desk/stories/{encode(article_id)}").status_code == 403
    log_in(client, editor)
    assert HEADLINE in client.get(f"/desk/stories/{encode(article_id)}").content.decode()


def test_a_scheduled_article_is_nowhere_until_its_second(
    client, published, newspaper, at, monkeypatch
) -> None:
    soon = clock.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    local = soon.astimezone(_zone(newspaper)).strftime("%Y-%m-%dT%H:%M")
    article_id = published(published_at=local)
    assert story_list(publication_id=newspaper.publication_id, standing=Standing.SCHEDULED).rows
    at(soon - timedelta(seconds=1))
    said = exits(client, article_id)
    assert not any(HEADLINE in each for each in said.values())
    unknown = client.get("/politics/there-is-none")
    known = client.get("/politics/the-slipway-opens")
    page = known.content.replace(b"the-slipway-opens", b"there-is-none")
    assert (known.status_code, page) == (unknown.status_code, unknown.content)
    assert client.get("/").headers["Belowline-Ends"] == f"{soon.timestamp():.3f}"
    at(soon)
    said = exits(client, article_id)
    assert all(HEADLINE in each for path, each in said.items() if _names(path))


def _names(path: str) -> bool:
    """Whether what is at this path names the article."""
    return path in ("/", "/politics", "/feed.atom") or "url=" in path or path.count("/") == 2


def _zone(newspaper):
    from belowline.newsroom.queries.publications import zone_of

    return zone_of(newspaper.publication_id)


@pytest.mark.parametrize("remains", ["discussion", "headline", "nothing"])
@pytest.mark.parametrize("how", ["expires", "withdrawn", "killed", "held"])
def test_what_ends_is_gone_from_every_exit_and_leaves_what_was_chosen(
    client, published, editor, newspaper, at, remains, how
) -> None:
    ends = clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    local = ends.astimezone(_zone(newspaper)).strftime("%Y-%m-%dT%H:%M")
    article_id = published(licence_ends_at=local, remains=remains)
    thread = thread_of_article(article_id)
    comment = newspaper.comment(thread, "I saw the gull myself.")
    path = "/politics/the-slipway-opens"
    assert TEXT in client.get(path).content.decode()
    here = {"article_id": article_id, "actor": editor}
    if how == "expires":
        at(ends - timedelta(seconds=1))
        assert TEXT in client.get(path).content.decode()
        at(ends)
    elif how == "withdrawn":
        withdraw_story(**here, notice="", remains=remains)
    elif how == "killed":
        kill_story(**here, publication_id=newspaper.publication_id, notice="", remains=remains)
    else:
        hold_story(**here, note="The lawyer asks.")
        remains = "nothing"
    said = exits(client, article_id, comment)
    assert not any(TEXT in each for each in said.values())
    assert (said[path] != "") == (remains != "nothing")
    assert any("gull myself" in each for each in said.values()) == (remains == "discussion")
    assert (said[f"/c/{encode(comment)}"] != "") == (remains == "discussion")
    assert any(HEADLINE in each for each in said.values()) == (remains != "nothing")
    if how == "expires" and remains == "discussion":
        assert '"DiscussionForumPosting"' in said[path]


def test_a_killed_text_is_kept_nowhere(published, editor, newspaper) -> None:
    article_id = published()
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=article_id,
        notice="",
        remains="discussion",
    )
    article = Article.objects.get(pk=article_id)
    assert (article.body, article.body_html, article.standfirst) == ("", "", "")
    assert [row.body for row in ArticleVersion.objects.filter(article=article)] == [""]
    assert not ArticleDraft.objects.filter(article=article).exists()


def test_a_correction_ends_with_the_text_that_it_is_about(
    client, published, editor, words, newspaper
) -> None:
    article_id = published()
    publish_with_discussion(
        actor=editor,
        article_id=article_id,
        words=words(),
        revision=0,
        notice_kind="correction",
        notice="It was a tern.",
    )
    path = "/politics/the-slipway-opens"
    assert "It was a tern." in client.get(path).content.decode()
    kill_story(
        actor=editor,
        publication_id=newspaper.publication_id,
        article_id=article_id,
        notice="",
        remains="discussion",
    )
    assert "It was a tern." not in client.get(path).content.decode()
    with pytest.raises(NotFound):
        kill_story(
            actor=None, publication_id=1, article_id=article_id, notice="", remains="nothing"
        )


def test_a_held_article_is_published_again_at_its_address(client, published, editor, words) -> None:
    article_id = published()
    hold_story(actor=editor, article_id=article_id, note="Wait.")
    publish_with_discussion(actor=editor, article_id=article_id, words=words(), revision=0)
    assert TEXT in client.get("/politics/the-slipway-opens").content.decode()


@pytest.mark.parametrize("end", [withdraw_story, kill_story])
def test_what_was_taken_back_is_not_published_again(
    published, editor, words, newspaper, end
) -> None:
    article_id = published()
    given = {"publication_id": newspaper.publication_id} if end is kill_story else {}
    end(actor=editor, article_id=article_id, notice="", remains="headline", **given)
    with pytest.raises(Conflict):
        publish_with_discussion(actor=editor, article_id=article_id, words=words(), revision=0)


def test_an_old_address_leads_to_the_new_one(client, published, editor, words) -> None:
    article_id = published()
    publish_with_discussion(
        actor=editor, article_id=article_id, words=words(slug="gull-walks-in"), revision=0
    )
    answer = client.get("/politics/the-slipway-opens")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/politics/gull-walks-in")
    assert TEXT in client.get("/politics/gull-walks-in").content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"headline": " "}, "headline"),
        ({"headline": "x" * 301}, "headline"),
        ({"section": "nonsense"}, "section"),
        ({"section": encode(1)}, "section"),
        ({"slug": "Not/An address"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"published_at": "tomorrow"}, "published_at"),
        ({"published_at": "2026-13-01T10:00"}, "published_at"),
        ({"embargo_until": "2999-01-01T10:00"}, "published_at"),
        (
            {"published_at": "2030-01-02T10:00", "licence_ends_at": "2030-01-02T10:00"},
            "licence_ends_at",
        ),
        ({"licence_ends_at": "2001-01-01T10:00"}, "licence_ends_at"),
        ({"remains": "crumbs"}, "remains"),
        ({"body": "x" * 200_001}, "body"),
    ],
)
def test_what_cannot_be_published_is_refused_at_its_field_and_kept(
    published, editor, words, newspaper, client, typed, field
) -> None:
    published(slug="taken")
    article_id = begin_story(actor=editor)
    with pytest.raises((Invalid, Conflict)) as refused:
        publish_with_discussion(
            actor=editor, article_id=article_id, words=words(**typed), revision=0
        )
    assert refused.value.field == field
    log_in(client, editor)
    page = client.post(
        f"/desk/stories/{encode(article_id)}",
        {**words(**typed), "publish": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code in (409, 422)
    assert page.content.decode().count('id="refusal"') == 1
    assert TEXT in page.content.decode() or field == "body"
    assert Article.objects.get(pk=article_id).state == "draft"


def test_an_hour_that_the_clock_leaves_out_is_refused(editor, words, newspaper) -> None:
    from belowline.newsroom.models import Publication

    Publication.objects.update(time_zone="Europe/Paris")
    article_id = begin_story(actor=editor)
    with pytest.raises(Invalid, match="clocks go forward"):
        publish_with_discussion(
            actor=editor,
            article_id=article_id,
            words=words(published_at="2027-03-28T02:30"),
            revision=0,
        )


def test_the_second_of_two_who_save_is_told_and_neither_text_is_lost(
    editor, words, newspaper
) -> None:
    other = newspaper.person("bo", role="editor")
    article_id = begin_story(actor=editor)
    first = save_draft(actor=editor, article_id=article_id, words=words(), revision=0)
    for late in (other, editor):
        with pytest.raises(ChangedMeanwhile):
            save_draft(actor=late, article_id=article_id, words=words(body="Mine."), revision=0)
    same = save_draft(actor=other, article_id=article_id, words=words(), revision=0)
    assert same == first
    mine = save_draft(actor=other, article_id=article_id, words=words(body="Mine."), revision=first)
    assert mine == first + 1
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    assert (draft.words["body"], draft.saved_by) == ("Mine.", "bo")


def test_versions_say_what_changed_and_come_back(published, editor, words, newspaper) -> None:
    article_id = published(body="The ferry is free on Mondays.")
    publish_with_discussion(
        actor=editor,
        article_id=article_id,
        words=words(body="The ferry is free on Sundays."),
        revision=0,
        notice_kind="correction",
        notice="It is free on Sundays.",
    )
    its = {"publication_id": newspaper.publication_id, "article_id": article_id}
    assert [each.number for each in versions(**its)] == [2, 1]
    older, newer = (version_words(**its, number=n)["body"] for n in (1, 2))
    found = [(change.kind, change.text) for change in changes(older, newer)]
    assert found == [
        ("same", "The ferry is free on "),
        ("gone", "Mondays"),
        ("new", "Sundays"),
        ("same", "."),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_differences_hold_both_texts(older: str, newer: str) -> None:
    found = changes(older, newer)
    assert "".join(each.text for each in found if each.kind != "new") == older
    assert "".join(each.text for each in found if each.kind != "gone") == newer


def test_nobody_else_writes_and_no_other_publications_editor(
    published, newspaper, words, editor
) -> None:
    article_id = published()
    for actor in (newspaper.person(), newspaper.person(role="moderator")):
        for act in (
            lambda by: save_draft(actor=by, article_id=article_id, words=words(), revision=0),
            lambda by: discard_draft(actor=by, article_id=article_id),
            lambda by: begin_story(actor=by),
            lambda by: hold_story(actor=by, article_id=article_id, note=""),
        ):
            with pytest.raises(NotAllowed):
                act(actor)
    elsewhere = type(editor)(editor.id, "eve", editor.publication_id + 1, frozenset({"editor"}))
    for act in (
        lambda: save_draft(actor=elsewhere, article_id=article_id, words=words(), revision=0),
        lambda: hold_story(actor=elsewhere, article_id=article_id, note=""),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_list_finds_filters_and_goes_on_in_pages(published, newspaper) -> None:
    for number in range(53):
        newspaper.article(headline=f"Tide table {number}")
    published(headline="Gull census")
    everything = story_list(publication_id=newspaper.publication_id)
    rest = story_list(publication_id=newspaper.publication_id, after=everything.after)
    ids = [row.id for row in (*everything.rows, *rest.rows)]
    assert (len(everything.rows), len(rest.rows), len(set(ids))) == (50, 4, 54)
    [found] = story_list(publication_id=newspaper.publication_id, find="gull CENSUS").rows
    assert (found.headline, found.standing) == ("Gull census", Standing.LIVE)
    assert not story_list(publication_id=newspaper.publication_id, standing=Standing.HELD).rows
    assert not story_list(publication_id=newspaper.publication_id + 1).rows


def test_what_a_process_keeps_in_memory_ends_with_the_licence_too(
    client, newspaper, at, listening
) -> None:
    ends = clock.now() + timedelta(seconds=30)
    given = {"headline": HEADLINE, "standfirst": "The gauge stood at four.", "body": TEXT}
    newspaper.article(**given, licence_ends_at=ends)
    at(ends - timedelta(seconds=1))
    assert "gauge stood" in client.get("/").content.decode()
    at(ends)
    assert "gauge stood" not in client.get("/").content.decode()


def test_a_process_that_keeps_lists_in_memory_shows_what_was_scheduled_in_its_second(
    client, newspaper, at, listening
) -> None:
    soon = clock.now() + timedelta(seconds=30)
    other = newspaper.article(headline="Other news")
    newspaper.article(headline=HEADLINE, published_at=clock.now() - timedelta(days=1))
    Article.objects.filter(headline=HEADLINE).update(published_at=soon)
    forget([f"news:{newspaper.publication_id}"])
    assert HEADLINE not in client.get("/").content.decode()
    at(soon)
    assert HEADLINE in client.get("/").content.decode()
    assert "Other news" in client.get(other.path).content.decode()


def test_an_article_of_which_nothing_remains_is_named_beside_no_other(
    client, newspaper, at, listening
) -> None:
    ends = clock.now() + timedelta(seconds=30)
    beside = newspaper.article(headline="Slipway opens again")
    gone = newspaper.article(headline=HEADLINE, licence_ends_at=ends)
    Article.objects.filter(pk=gone.id).update(remains="nothing")
    forget([f"news:{newspaper.publication_id}"])
    page = client.get(beside.path)
    assert HEADLINE in page.content.decode()
    assert page.headers["Belowline-Ends"] == f"{ends.timestamp():.3f}"
    at(ends)
    assert HEADLINE not in client.get(beside.path).content.decode()

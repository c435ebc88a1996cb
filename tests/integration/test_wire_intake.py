"""What agencies send comes to the desk: nothing is published by itself, and kills are obeyed."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core import mail
from django.test import Client

from belowline.accounts.models import Person
from belowline.cli.command import belowline
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import Task
from belowline.core.refusals import Conflict, NotFound
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Thread
from belowline.discussion.services.stories import publish_with_discussion
from belowline.discussion.services.wire import publish_entry
from belowline.newsroom.models import Article, Feed, Publication, WireEntry
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.services.feeds import add_feed
from belowline.newsroom.services.wire_decisions import accept_entry, leave_entry
from belowline.newsroom.services.wire_intake import take_in, take_in_all
from belowline.newsroom.wire.sentences import told
from newspaper import log_in

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).parents[3] / "shared" / "data" / "wire"


def _item(**given) -> dict[str, object]:
    return {
        "uri": "urn:agency:1",
        "type": "text",
        "pubstatus": "usable",
        "version": "1",
        "language": "en",
        "headline": "Ferry runs aground",
        "body_text": "It stuck at nine.",
        "ednote": "Not for the harbour master.",
        "copyrightnotice": "© Agency",
        **given,
    }


@pytest.fixture
def folder(tmp_path):
    """The folder into which the agency writes."""
    made = tmp_path / "agency"
    made.mkdir()
    return made


@pytest.fixture
def feed(newspaper, folder) -> int:
    return add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="agency",
        address=str(folder),
        contract={},
    )


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


def _sends(folder: Path, **given) -> None:
    (folder / "item.json").write_text(json.dumps(_item(**given)))


def test_what_comes_waits_for_an_editor_and_is_nowhere(feed, folder, client, newspaper) -> None:
    _sends(folder)
    assert take_in(feed_id=feed).new == 1
    entry = WireEntry.objects.get()
    assert (entry.state, entry.headline) == ("waiting", "Ferry runs aground")
    assert not Article.objects.exists()
    assert "Ferry" not in client.get("/").content.decode()
    assert take_in(feed_id=feed).known == 1


def test_an_editor_makes_a_draft_of_it_with_its_words_and_rights(
    feed, folder, editor, newspaper
) -> None:
    _sends(folder, embargoed="2031-05-06T10:00:00Z", embargoedUntil="2031-05-06T10:00:00Z")
    take_in(feed_id=feed)
    article_id = accept_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    assert draft.words["headline"] == "Ferry runs aground"
    assert draft.words["body"] == "It stuck at nine."
    assert draft.words["copyright"] == "© Agency"
    assert draft.words["section"] == encode(newspaper.section_id)
    assert "harbour master" not in json.dumps(dict(draft.words))
    assert Article.objects.get().state == "draft"


def test_a_new_version_comes_back_and_goes_into_the_same_article(
    feed, folder, editor, newspaper, client
) -> None:
    _sends(folder)
    take_in(feed_id=feed)
    entry = WireEntry.objects.get()
    article_id = accept_entry(actor=editor, entry_id=entry.id)
    words = story_draft(publication_id=newspaper.publication_id, article_id=article_id).words
    publish_with_discussion(actor=editor, article_id=article_id, words=words, revision=1)
    _sends(folder, version="2", headline="Ferry is afloat")
    assert take_in(feed_id=feed).updated == 1
    assert accept_entry(actor=editor, entry_id=entry.id) == article_id
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    assert draft.words["headline"] == "Ferry is afloat"
    assert "Ferry runs aground" in client.get("/politics/ferry-runs-aground").content.decode()


def test_a_kill_takes_the_text_from_the_site_at_once(
    feed, folder, editor, newspaper, client
) -> None:
    _sends(folder)
    take_in(feed_id=feed)
    article_id = accept_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    words = story_draft(publication_id=newspaper.publication_id, article_id=article_id).words
    publish_with_discussion(actor=editor, article_id=article_id, words=words, revision=1)
    _sends(folder, version="2", pubstatus="canceled")
    assert take_in(feed_id=feed).killed == 1
    page = client.get("/politics/ferry-runs-aground").content.decode()
    assert "It stuck at nine." not in page
    assert 'id="discussion"' in page
    assert WireEntry.objects.get().state == "killed"
    assert Article.objects.get().body == ""
    assert WireEntry.objects.get().words == {}
    with pytest.raises(Conflict):
        accept_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    assert take_in(feed_id=feed).known == 1


def test_a_bad_file_stops_no_other_and_is_told(feed, folder, editor) -> None:
    (folder / "a.json").write_text("{ not json")
    (folder / "b.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    (folder / "c.xml").write_text("<html><body>A page</body></html>")
    _sends(folder)
    intake = take_in(feed_id=feed)
    assert (intake.new, intake.set_aside) == (1, 3)
    client = Client()
    log_in(client, editor)
    page = client.get("/desk/wire").content.decode()
    assert "Ferry runs aground" in page
    assert "Could not be read" in page


def test_what_is_left_is_gone_until_it_changes(feed, folder, editor, newspaper) -> None:
    _sends(folder)
    take_in(feed_id=feed)
    entry = WireEntry.objects.get()
    leave_entry(actor=editor, entry_id=entry.id)
    take_in(feed_id=feed)
    assert WireEntry.objects.get().state == "left"
    _sends(folder, version="2")
    take_in(feed_id=feed)
    assert WireEntry.objects.get().state == "waiting"
    elsewhere = type(editor)(editor.id, "eve", editor.publication_id + 1, frozenset({"editor"}))
    with pytest.raises(NotFound):
        accept_entry(actor=elsewhere, entry_id=entry.id)


def test_without_a_contract_the_editor_is_told_why_it_is_held(newspaper, folder) -> None:
    feed = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="unknown",
        address=str(folder),
    )
    _sends(folder, usageterms="Not for use after dark")
    take_in(feed_id=feed)
    assert WireEntry.objects.get().holds


def test_the_commands_tell_a_newcomer_what_to_do(newspaper, folder) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(belowline, ["feeds", *words])
        return done.exit_code, done.output

    assert run("add", "agency", str(folder), "--section", "sport") == (
        1,
        "Error: There is no section sport. There is: politics.\n",
    )
    status, said = run("add", "agency", "/no/such", "--section", "politics")
    assert (status, "neither a folder nor an address" in said) == (1, True)
    contract = folder / "contract.txt"
    contract.write_text('{"colour": "blue"}')
    status, said = run(
        "add", "agency", str(folder), "--section", "politics", "--contract", str(contract)
    )
    assert (status, "cannot be read" in said) == (1, True)
    assert run("add", "agency", str(folder), "--section", "politics")[0] == 0
    assert run("add", "agency", str(folder), "--section", "politics")[0] == 1
    _sends(folder)
    assert run("run", "agency") == (0, "1 new, 0 updated, 0 known, 0 killed, 0 set aside\n")
    assert "Ferry runs aground" in run("show", "agency")[1]
    assert "1 waiting" in run("list")[1]
    assert run("remove", "agency")[0] == 0
    assert run("run", "agency")[0] == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the wire's samples are not beside the project")
def test_the_samples_of_the_iptc_come_in_and_nothing_is_published(newspaper, tmp_path) -> None:
    for number, file in enumerate(sorted(SHARED.rglob("*"))):
        if file.suffix in (".json", ".xml") and file.is_file():
            (tmp_path / f"{number:04}{file.suffix}").write_bytes(file.read_bytes())
    feed = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="samples",
        address=str(tmp_path),
    )
    intake = take_in(feed_id=feed)
    assert intake.new > 20
    assert not Article.objects.exists()


def test_a_later_version_that_cannot_be_read_brings_the_item_back_once(
    feed, folder, editor
) -> None:
    _sends(folder)
    take_in(feed_id=feed)
    entry = WireEntry.objects.get()
    accept_entry(actor=editor, entry_id=entry.id)
    _sends(folder, version="2", headline="", body_text="")
    assert take_in(feed_id=feed).set_aside == 1
    entry.refresh_from_db()
    assert (entry.state, entry.words["headline"]) == ("waiting", "Ferry runs aground")
    assert told(entry.holds[-1]) == "A later version could not be read: It has no headline."
    leave_entry(actor=editor, entry_id=entry.id)
    take_in(feed_id=feed)
    entry.refresh_from_db()
    assert entry.state == "left"


def test_a_feed_is_planned_once_until_it_has_been_asked(feed) -> None:
    for _ in range(3):
        take_in_all()
    [planned] = Task.objects.filter(name="take-in-feed")
    assert planned.payload == {"feed_id": feed}


def test_what_a_machine_does_not_keep_to_is_told_to_the_editor(newspaper, folder) -> None:
    limited = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="limited",
        address=str(folder),
        contract={"channels": ["page"], "territories": ["JP"], "may_archive": False},
    )
    _sends(folder)
    take_in(feed_id=limited)
    holds = " ".join(WireEntry.objects.get().holds)
    for sentence in ("some countries", "some ways of publishing", "may not be archived"):
        assert sentence in holds


def test_what_may_not_be_archived_ends_by_itself_where_its_days_are_counted(
    newspaper, folder, editor, client_of
) -> None:
    limited = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="limited",
        address=str(folder),
        contract={"days": 30, "may_archive": False},
    )
    made = now().replace(second=0, microsecond=0)
    _sends(folder, ednote="", versioncreated=made.isoformat())
    take_in(feed_id=limited)
    entry = WireEntry.objects.get()
    assert entry.holds == []
    client_of(editor).post(f"/desk/wire/{encode(entry.id)}/publish", {"next": "x"})
    assert Article.objects.get().licence_ends_at == made + timedelta(days=30)


def test_what_came_with_clear_rights_is_published_by_one_press(
    feed, folder, editor, client_of
) -> None:
    _sends(folder, ednote="")
    take_in(feed_id=feed)
    entry = encode(WireEntry.objects.get().id)
    client = client_of(editor)
    page = client.get("/desk/wire").content.decode()
    assert 'aria-keyshortcuts="a"' in page
    answer = client.post(f"/desk/wire/{entry}/publish", {"next": "x'"})
    assert answer.headers["Location"] == "/desk/wire"
    assert "It stuck at nine." in Client().get("/politics/ferry-runs-aground").content.decode()
    assert WireEntry.objects.get().state == "accepted"


def test_a_new_version_is_published_by_one_press_in_the_same_article(feed, folder, editor) -> None:
    _sends(folder, ednote="")
    take_in(feed_id=feed)
    publish_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    _sends(folder, ednote="", version="2", body_text="It is afloat.")
    take_in(feed_id=feed)
    publish_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    article = Article.objects.get()
    assert (article.body, article.version) == ("It is afloat.", 2)


@pytest.mark.parametrize(
    "given",
    [
        {"usageterms": "Only on Tuesdays"},
        {"embargoedUntil": ""},
        {"pubstatus": "withheld"},
    ],
)
def test_what_has_to_be_decided_first_is_published_by_no_press(
    feed, folder, editor, client_of, given
) -> None:
    _sends(folder, **{"ednote": "", **given})
    take_in(feed_id=feed)
    entry = WireEntry.objects.get()
    assert not entry.is_clear
    client = client_of(editor)
    assert "/publish" not in client.get("/desk/wire").content.decode()
    with pytest.raises(Conflict):
        publish_entry(actor=editor, entry_id=entry.id)
    assert not Article.objects.exists()


def test_countries_and_ways_come_into_the_article(newspaper, folder, editor) -> None:
    limited = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="limited",
        address=str(folder),
        contract={"channels": ["page", "mail"], "territories": ["JP", "KR"]},
    )
    _sends(folder, ednote="")
    take_in(feed_id=limited)
    publish_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    assert Article.objects.get().limits == {
        "only_in": ["JP", "KR"],
        "without": ["api", "embed", "feed", "search"],
    }


@pytest.mark.parametrize(
    ("choice", "is_open", "is_there"),
    [("stays", True, True), ("closes", False, True), ("hidden", True, False)],
)
def test_editors_are_asked_at_once_what_becomes_of_a_killed_articles_discussion(
    feed, folder, editor, client_of, choice, is_open, is_there
) -> None:
    _sends(folder, ednote="")
    take_in(feed_id=feed)
    publish_entry(actor=editor, entry_id=WireEntry.objects.get().id)
    _sends(folder, ednote="", version="2", pubstatus="canceled")
    take_in(feed_id=feed)
    run_due({"send-recall-letter"})
    [letter] = mail.outbox
    entry = encode(WireEntry.objects.get().id)
    assert letter.to == [Person.objects.get(pk=editor.id).email]
    assert f"/desk/wire#e-{entry}" in letter.body
    client = client_of(editor)
    assert "Keep the discussion" in client.get("/desk/wire").content.decode()
    client.post(f"/desk/wire/{entry}/discussion", {"discussion": choice})
    assert Thread.objects.get().comments_open == is_open
    page = Client().get("/politics/ferry-runs-aground").content.decode()
    assert ('id="discussion"' in page) == is_there
    assert "Ferry runs aground" not in client.get("/desk/wire").content.decode()


def test_a_feed_is_asked_again_for_all_that_it_has(feed, folder, editor, client_of) -> None:
    (folder / "item.json").write_text("{ not json")
    take_in(feed_id=feed)
    Feed.objects.update(etag="x", last_modified="y")
    client = client_of(editor)
    entry = encode(WireEntry.objects.get().id)
    assert "Ask the feed again" in client.get("/desk/wire").content.decode()
    client.post(f"/desk/wire/{entry}/again")
    assert Task.objects.get(name="take-in-feed").payload == {"feed_id": feed}
    assert (Feed.objects.get().etag, Feed.objects.get().last_modified) == ("", "")


def test_why_an_item_is_held_is_said_in_the_language_of_the_desk(
    newspaper, folder, client_of
) -> None:
    uncontracted = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="unknown",
        address=str(folder),
    )
    _sends(folder, ednote="", usageterms="Not after dark")
    take_in(feed_id=uncontracted)
    client = client_of(newspaper.person(role="editor"))
    page = client.get("/desk/wire").content.decode()
    assert "Nothing says that it may be published here." in page
    client.cookies["language"] = "ja"
    page = client.get("/desk/wire").content.decode()
    assert "掲載できる根拠がありません。" in page
    assert "利用条件に「Not after dark」とありますが" in page
    assert "Nothing says" not in page
    assert "Its usage terms" not in page


@pytest.mark.parametrize("is_meant", [True, False])
def test_an_item_for_other_publications_is_published_in_none_but_them(
    newspaper, folder, editor, is_meant
) -> None:
    own = Publication.objects.get(pk=newspaper.publication_id).slug
    limited = add_feed(
        publication_id=newspaper.publication_id,
        section_id=newspaper.section_id,
        name="limited",
        address=str(folder),
        contract={"publications": [own if is_meant else "another-paper"]},
    )
    _sends(folder, ednote="")
    take_in(feed_id=limited)
    entry = WireEntry.objects.get()
    assert entry.is_clear == is_meant
    if is_meant:
        publish_entry(actor=editor, entry_id=entry.id)
        assert Article.objects.get().state == "published"
        return
    assert entry.holds == ["Its licence does not cover this publication."]
    with pytest.raises(Conflict, match="does not cover this publication"):
        accept_entry(actor=editor, entry_id=entry.id)
    assert not Article.objects.exists()

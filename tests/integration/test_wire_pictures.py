"""Pictures that come by the wire: fetched by a task, made like uploads, decided by an editor."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from belowline.core.clock import now
from belowline.core.fetching import Fetched, NotReached, UnexpectedStatus
from belowline.core.ids import encode
from belowline.core.models import Task
from belowline.core.refusals import Invalid, TooMany
from belowline.core.tasks.running import run_due
from belowline.discussion.services.stories import publish_with_discussion
from belowline.discussion.services.wire import publish_entry
from belowline.newsroom.models import EntryPicture, Picture, WireEntry
from belowline.newsroom.queries.drafts import story_draft
from belowline.newsroom.queries.feeds import entries
from belowline.newsroom.services import wire_pictures
from belowline.newsroom.services.feeds import add_feed
from belowline.newsroom.services.wire_decisions import accept_entry
from belowline.newsroom.services.wire_intake import take_in
from belowline.newsroom.services.wire_pictures import fetch_entry_pictures
from newspaper import log_in
from tests.pictures import describe, photograph, uploaded_picture

pytestmark = pytest.mark.django_db
_PICTURE = {
    "uri": "urn:agency:p1",
    "type": "picture",
    "byline": "Ada Quay",
    "description_caption": "The ferry at low tide.",
    "renditions": {"main": {"href": "https://agency.example/ferry.jpg"}},
}


def _item(*pictures: dict[str, object], **given: object) -> dict[str, object]:
    return {
        "uri": "urn:agency:1",
        "type": "text",
        "pubstatus": "usable",
        "version": "1",
        "versioncreated": "2026-11-20T10:00:00Z",
        "headline": "Ferry runs aground",
        "body_text": "It stuck at nine.",
        "associations": {f"p{n}": it for n, it in enumerate(pictures)},
        **given,
    }


def _beside(name: str) -> dict[str, object]:
    return {**_PICTURE, "renditions": {"main": {"href": name}}}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "agency"
    made.mkdir()
    return made


@pytest.fixture
def editor(newspaper):
    return newspaper.person("ada", role="editor")


@pytest.fixture
def sends(newspaper, folder):
    """Puts an item into the agency's folder and takes it in, under a contract."""
    contract: dict[str, object] = {}
    feeds: list[int] = []

    def send(item: dict[str, object], **agreed: object) -> WireEntry:
        contract.update(agreed)
        if not feeds:
            feeds.append(
                add_feed(
                    publication_id=newspaper.publication_id,
                    section_id=newspaper.section_id,
                    name="agency",
                    address=str(folder),
                    contract=contract,
                )
            )
        (folder / "item.json").write_text(json.dumps(item))
        take_in(feed_id=feeds[0])
        return WireEntry.objects.get()

    return send


@pytest.fixture
def answers(monkeypatch):
    """What the agency's server has, by address; nothing is fetched inside a transaction."""
    there: dict[str, bytes | Exception] = {}

    def fetched(url: str, *, most: int, **_: object) -> Fetched:
        assert not connection.in_atomic_block or connection.savepoint_ids == []
        found = there[url]
        if isinstance(found, Exception):
            raise found
        assert len(found) <= most
        return Fetched(url=url, body=found, content_type="image/jpeg", etag="", last_modified="")

    monkeypatch.setattr(wire_pictures, "fetch", fetched)
    return there


def test_a_picture_is_fetched_by_a_task_and_waits_for_its_alt_text(
    sends, answers, editor, newspaper, client
) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    assert not Picture.objects.exists()
    assert [it.name for it in Task.objects.filter(name="fetch-entry-pictures")]
    run_due(["fetch-entry-pictures"])
    picture = Picture.objects.get()
    assert (picture.came_by, picture.caption, picture.credit, picture.alt) == ("agency", "", "", "")
    log_in(client, editor)
    page = client.get(f"/desk/pictures/{encode(picture.pk)}").content.decode()
    assert "The ferry at low tide." in page
    assert 'value="Ada Quay"' in page
    assert "Came with the feed agency." in page
    assert f"/desk/pictures/{encode(picture.pk)}" in client.get("/desk/wire").content.decode()
    article_id = accept_entry(actor=editor, entry_id=entry.id)
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    assert draft.words["picture"] == encode(picture.pk)
    publishing = {"actor": editor, "article_id": article_id, "revision": draft.revision}
    with pytest.raises(Invalid, match="alt text"):
        publish_with_discussion(words=draft.words, **publishing)
    describe(editor, picture.pk, alt="A ferry on a sandbank.", caption="The ferry at low tide.")
    published = publish_with_discussion(words=draft.words, **publishing)
    page = client.get(published.path).content.decode()
    assert 'alt="A ferry on a sandbank."' in page


def test_an_item_is_published_as_it_came_without_a_picture_that_nobody_has_described(
    sends, answers, editor, client
) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    run_due(["fetch-entry-pictures"])
    published = publish_entry(actor=editor, entry_id=entry.id)
    page = client.get(published.path).content.decode()
    assert "It stuck at nine." in page
    assert "/pictures/" not in page


def test_an_item_with_a_described_picture_is_published_with_it(
    sends, answers, editor, client
) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    run_due(["fetch-entry-pictures"])
    describe(editor, Picture.objects.get().pk, alt="A ferry on a sandbank.")
    published = publish_entry(actor=editor, entry_id=entry.id)
    assert 'alt="A ferry on a sandbank."' in client.get(published.path).content.decode()


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (NotReached("Nothing answers."), "could not be fetched from agency.example"),
        (UnexpectedStatus(404), "agency.example answered 404"),
        (b"no picture at all", "The file of a picture can’t be used"),
    ],
)
def test_a_picture_that_cannot_be_had_holds_nobody_up_and_the_inbox_says_so(
    sends, answers, editor, client, there, told
) -> None:
    answers["https://agency.example/ferry.jpg"] = there
    entry = sends(_item(_PICTURE))
    log_in(client, editor)
    assert "Pictures are still being fetched." in client.get("/desk/wire").content.decode()
    run_due(["fetch-entry-pictures"])
    page = client.get("/desk/wire").content.decode()
    assert told in page
    assert "still being fetched" not in page
    client.cookies["language"] = "ja"
    assert told not in client.get("/desk/wire").content.decode()
    assert client.get(publish_entry(actor=editor, entry_id=entry.id).path).status_code == 200


def test_what_was_not_there_yet_is_tried_again_and_then_no_more(sends, answers) -> None:
    answers["https://agency.example/ferry.jpg"] = NotReached("Nothing answers.")
    entry = sends(_item(_PICTURE))
    for _ in range(3):
        fetch_entry_pictures(entry_id=entry.id)
        assert EntryPicture.objects.get().tried_at is None
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    fetch_entry_pictures(entry_id=entry.id)
    assert EntryPicture.objects.get().picture_id
    assert EntryPicture.objects.get().fault == ""
    Task.objects.all().delete()
    EntryPicture.objects.update(picture=None, tried_at=None, attempts=3)
    answers["https://agency.example/ferry.jpg"] = NotReached("Nothing answers.")
    fetch_entry_pictures(entry_id=entry.id)
    assert EntryPicture.objects.get().tried_at
    assert not Task.objects.exists()


def test_while_others_are_made_it_waits(sends, answers, monkeypatch) -> None:
    def busy(data: bytes) -> None:
        raise TooMany("Other pictures are being processed.", retry_after=5)

    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    Task.objects.all().delete()
    monkeypatch.setattr(wire_pictures, "make_picture", busy)
    fetch_entry_pictures(entry_id=entry.id)
    [again] = Task.objects.all()
    assert (again.name, again.payload) == ("fetch-entry-pictures", {"entry_id": entry.id})
    assert (EntryPicture.objects.get().attempts, EntryPicture.objects.get().fault) == (0, "")


def test_the_machines_own_network_is_not_asked(sends, editor, client) -> None:
    entry = sends(_item({**_PICTURE, "renditions": {"main": {"href": "http://127.0.0.1/a.jpg"}}}))
    fetch_entry_pictures(entry_id=entry.id)
    assert not Picture.objects.exists()
    log_in(client, editor)
    assert "could not be fetched from 127.0.0.1" in client.get("/desk/wire").content.decode()


def test_a_folder_has_files_beside_its_items_and_no_others_are_read(sends, folder) -> None:
    (folder / "ferry.jpg").write_bytes(photograph().read())
    (folder.parent / "secret.jpg").write_bytes(photograph(top=(9, 9, 9)).read())
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    named = ["./ferry.jpg", "../secret.jpg", "/etc/secret.jpg", "link.jpg", "later.jpg"]
    entry = sends(_item(*map(_beside, named)))
    fetch_entry_pictures(entry_id=entry.id)
    found = {it.address: bool(it.picture_id) for it in EntryPicture.objects.all()}
    assert found == {"ferry.jpg": True, "link.jpg": False, "later.jpg": False}
    (folder / "later.jpg").write_bytes(photograph(top=(1, 90, 1)).read())
    fetch_entry_pictures(entry_id=entry.id)
    assert EntryPicture.objects.get(address="later.jpg").picture_id


def test_of_one_item_few_pictures_and_bytes_are_taken(sends, answers, monkeypatch) -> None:
    many = [
        {**_PICTURE, "renditions": {"main": {"href": f"https://agency.example/{n}.jpg"}}}
        for n in range(15)
    ]
    data = photograph().read()
    monkeypatch.setattr(wire_pictures, "MOST_BYTES", 3 * len(data) + 50)
    answers.update({f"https://agency.example/{n}.jpg": data for n in range(15)})
    entry = sends(_item(*many))
    assert EntryPicture.objects.count() == 10
    fetch_entry_pictures(entry_id=entry.id)
    assert EntryPicture.objects.filter(picture__isnull=False).count() == 3
    assert Picture.objects.count() == 1


def test_a_picture_has_the_window_and_the_countries_of_its_item(
    sends, answers, editor, newspaper
) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    made_at = now() - timedelta(days=1)
    entry = sends(
        _item(_PICTURE, versioncreated=made_at.isoformat()), days=30, territories=["GB", "JP"]
    )
    fetch_entry_pictures(entry_id=entry.id)
    picture = Picture.objects.get()
    assert picture.usable_until == made_at + timedelta(days=30)
    assert picture.limits == {"only_in": ["GB", "JP"]}
    words = {"alt": "A ferry.", "only_in": "GB, JP"}
    describe(editor, picture.pk, **words)
    article_id = accept_entry(actor=editor, entry_id=entry.id)
    draft = story_draft(publication_id=newspaper.publication_id, article_id=article_id)
    publishing = {"actor": editor, "article_id": article_id, "revision": draft.revision}
    with pytest.raises(Invalid, match="covers fewer countries"):
        publish_with_discussion(words={**draft.words, "only_in": ""}, **publishing)
    publish_with_discussion(words={**draft.words, "only_in": "JP"}, **publishing)
    with pytest.raises(Invalid, match="shown in more countries"):
        describe(editor, picture.pk, alt="A ferry.", only_in="GB")


def test_a_kill_takes_the_pictures_out_of_every_article(
    sends, answers, editor, newspaper, client
) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    fetch_entry_pictures(entry_id=entry.id)
    picture = Picture.objects.get()
    describe(editor, picture.pk, alt="A ferry.")
    own = newspaper.article(picture_id=picture.pk)
    assert 'alt="A ferry."' in client.get(own.path).content.decode()
    address = f"/pictures/{picture.digest}/320.jpeg"
    assert client.get(address).status_code == 200
    sends(_item(_PICTURE, version="2", pubstatus="canceled"))
    assert 'alt="A ferry."' not in client.get(own.path).content.decode()
    assert client.get(address).status_code == 404
    assert not EntryPicture.objects.exists()


def test_a_killed_picture_that_no_article_has_is_gone_and_our_own_stays(
    sends, answers, editor
) -> None:
    data = photograph().read()
    own = uploaded_picture(editor, photograph(top=(1, 1, 90)).read())
    answers["https://agency.example/ferry.jpg"] = data
    entry = sends(_item(_PICTURE))
    fetch_entry_pictures(entry_id=entry.id)
    assert Picture.objects.count() == 2
    sends(_item(_PICTURE, version="2", pubstatus="canceled"))
    assert [it.pk for it in Picture.objects.all()] == [own]
    fetch_entry_pictures(entry_id=entry.id)
    assert Picture.objects.count() == 1


def test_a_picture_that_arrives_after_the_kill_is_not_kept(sends, answers, monkeypatch) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    entry = sends(_item(_PICTURE))
    make = wire_pictures.make_picture

    def killed_meanwhile(data: bytes) -> object:
        sends(_item(_PICTURE, version="2", pubstatus="canceled"))
        return make(data)

    monkeypatch.setattr(wire_pictures, "make_picture", killed_meanwhile)
    fetch_entry_pictures(entry_id=entry.id)
    assert not Picture.objects.exists()


def test_a_new_version_brings_its_own_pictures(sends, answers, newspaper) -> None:
    answers["https://agency.example/ferry.jpg"] = photograph().read()
    answers["https://agency.example/new.jpg"] = photograph(top=(3, 200, 3)).read()
    entry = sends(_item(_PICTURE))
    fetch_entry_pictures(entry_id=entry.id)
    newer = {**_PICTURE, "renditions": {"main": {"href": "https://agency.example/new.jpg"}}}
    sends(_item(newer, version="2"))
    fetch_entry_pictures(entry_id=entry.id)
    [shown] = entries(publication_id=newspaper.publication_id)
    [picture] = shown.pictures
    assert picture.view
    assert Picture.objects.count() == 2

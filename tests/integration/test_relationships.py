"""Muting folds for oneself only; whoever is blocked cannot answer, whichever way they try."""

import json
from urllib.parse import quote

import pytest

from belowline.accounts.queries.people import actor
from belowline.accounts.queries.relationships import blocked_by, muted_by
from belowline.accounts.services.registration import grant
from belowline.accounts.services.relationships import block, mute, unblock, unmute
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed
from belowline.delivery.write_batcher import Request
from belowline.discussion.models import Answer, Comment
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.recount import recount
from belowline.web.api.batching import execute_batch

REFUSED = "You can’t reply to this reader."
SAID = "The tide tables have been wrong since the spring, and nobody has told us."


@pytest.fixture
def scene(newspaper):
    """A comment of somebody who has blocked somebody else."""
    thread, owner, blocked = newspaper.thread(), newspaper.person("owner"), newspaper.person("pest")
    first = newspaper.comment(thread, SAID, by=owner)
    block(actor=owner, person_id=blocked.id)
    return thread, first, owner, blocked


def test_whoever_is_blocked_cannot_reply(newspaper, scene):
    thread, first, _, blocked = scene
    with pytest.raises(NotAllowed, match=REFUSED):
        newspaper.comment(thread, "But I must.", by=blocked, to=first)
    assert newspaper.comment(thread, "Others can.", to=first)
    assert newspaper.comment(thread, "I can speak to all.", by=blocked)


def test_the_form_says_so_and_keeps_the_text(newspaper, scene, client_of):
    thread, first, _, blocked = scene
    form = {
        "text": "But I must.",
        "parent": encode(first),
        "key": "00000000-0000-4000-8000-000000000001",
    }
    answer = client_of(blocked).post(f"/threads/{thread.ref}/comments", form)
    assert answer.status_code == 403
    assert REFUSED in answer.content.decode()
    assert "But I must." in answer.content.decode()


def test_the_api_says_so(newspaper, scene, client_of):
    thread, first, _, blocked = scene
    answer = client_of(blocked).post(
        f"/api/v1/threads/{thread.ref}/comments",
        {"text": "But I must.", "parent": encode(first)},
        content_type="application/json",
    )
    assert (answer.status_code, answer.json()["detail"]) == (403, REFUSED)


def test_gathered_writes_leave_it_undone(newspaper, scene, client_of):
    thread, first, _, blocked = scene
    other = newspaper.person("neighbour")

    def request(person, text):
        session = client_of(person).cookies["session"].value
        scope = {
            "method": "POST",
            "path": f"/api/v1/threads/{thread.ref}/comments",
            "query_string": b"",
            "headers": [
                (b"host", b"localhost"),
                (b"cookie", f"session={session}; signed_in={quote(person.name)}".encode()),
                (b"sec-fetch-site", b"same-origin"),
            ],
        }
        return Request(scope, json.dumps({"text": text, "parent": encode(first)}).encode())

    answers = execute_batch(
        [request(blocked, "But I must."), request(other, "As a neighbour, I may.")]
    )
    assert answers[0] is None
    assert answers[1].status == 201
    assert not Comment.objects.filter(author_id=blocked.id).exists()


@pytest.mark.parametrize("text", [f"> {SAID}\n\nNonsense.", "@owner, you are wrong about that."])
def test_quoting_and_addressing_reach_nobody(newspaper, scene, client, text):
    thread, first, owner, blocked = scene
    newspaper.comment(thread, text, by=newspaper.person("friend"))
    assert Answer.objects.filter(target_id=first).count() == 1
    number = newspaper.comment(thread, text, by=blocked)
    assert Answer.objects.filter(target_id=first).count() == 1
    assert Comment.objects.get(pk=first).answers == 1
    edit_comment(actor=blocked, comment_id=number, text=f"{text} Really.")
    assert Answer.objects.filter(target_id=first).count() == 1
    assert list(recount()) == []
    received = client.get(f"/people/{encode(owner.id)}/answers").content.decode()
    assert "friend" in received
    assert "pest" not in received


def test_the_staff_answers_always_and_cannot_be_blocked(newspaper, scene):
    thread, first, owner, _ = scene
    reporter = newspaper.person(role="reporter")
    with pytest.raises(NotAllowed, match="Staff can’t be blocked"):
        block(actor=owner, person_id=reporter.id)
    promoted = newspaper.person("rising")
    block(actor=owner, person_id=promoted.id)
    grant(person_id=promoted.id, publication_id=newspaper.publication_id, role="moderator")
    promoted = actor(person_id=promoted.id, publication_id=newspaper.publication_id)
    assert newspaper.comment(thread, "As a moderator.", by=promoted, to=first)


def test_a_block_is_taken_back(newspaper, scene):
    thread, first, owner, blocked = scene
    unblock(actor=owner, person_id=blocked.id)
    assert newspaper.comment(thread, "At last.", by=blocked, to=first)


def test_a_block_goes_one_way(newspaper, scene):
    thread, _, owner, blocked = scene
    theirs = newspaper.comment(thread, "I can speak to all.", by=blocked)
    assert newspaper.comment(thread, "And I to you.", by=owner, to=theirs)


def test_nobody_mutes_or_blocks_themselves(newspaper):
    reader = newspaper.person()
    for act in (mute, block):
        with pytest.raises(Invalid):
            act(actor=reader, person_id=reader.id)


def test_a_list_has_an_end(newspaper, monkeypatch):
    monkeypatch.setattr("belowline.accounts.policies.MOST_REGARDS", 1)
    reader, one, other = (newspaper.person() for _ in range(3))
    mute(actor=reader, person_id=one.id)
    with pytest.raises(Conflict, match="full"):
        mute(actor=reader, person_id=other.id)


def test_whom_one_muted_is_ones_own_affair(newspaper, client, client_of):
    article = newspaper.article()
    thread, reader, loud = newspaper.thread_below(article), newspaper.person(), newspaper.person()
    newspaper.comment(thread, "LISTEN TO ME.", by=loud)
    before = client.get(article.path).content
    client_of(reader).post(f"/people/{encode(loud.id)}/mute")
    assert client_of(reader).get(article.path).content == before
    mine, theirs = (
        client_of(person)
        .get(f"/me/threads/{thread.ref}", headers={"Accept": "application/json"})
        .json()
        for person in (reader, loud)
    )
    assert mine["muted"] == [encode(loud.id)]
    assert theirs["muted"] == []
    assert [each.id for each in muted_by(reader.id)] == [loud.id]
    assert "Unmute" in client_of(reader).get("/me/muted").content.decode()
    unmute(actor=reader, person_id=loud.id)
    assert muted_by(reader.id) == []


def test_answers_by_muted_readers_are_left_out_of_the_page_of_answers(newspaper, client, client_of):
    thread, reader, loud = newspaper.thread(), newspaper.person(), newspaper.person()
    first = newspaper.comment(thread, "A question.")
    newspaper.comment(thread, "LISTEN TO ME.", by=loud, to=first)
    mute(actor=reader, person_id=loud.id)
    path = f"/c/{encode(first)}/answers"
    assert "LISTEN" not in client_of(reader).get(path).content.decode()
    assert "LISTEN" in client_of(reader).get(f"{path}?muted=show").content.decode()
    assert "LISTEN" in client.get(path).content.decode()


@pytest.mark.parametrize("act", ["mute", "block"])
def test_the_forms_and_the_api_do_the_same(newspaper, client_of, act):
    reader, other = newspaper.person(), newspaper.person()
    client, path = client_of(reader), f"/people/{encode(other.id)}"
    listed = {"mute": muted_by, "block": blocked_by}[act]
    assert client.post(f"{path}/{act}")["Location"] == "/me/muted"
    assert [each.id for each in listed(reader.id)] == [other.id]
    assert client.delete(f"/api/v1{path}/{act}").status_code == 204
    assert listed(reader.id) == []
    assert client.put(f"/api/v1{path}/{act}").status_code == 204
    assert client.post(f"{path}/un{act}").status_code == 302
    assert listed(reader.id) == []


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_the_way_back_leads_nowhere_else(newspaper, client_of, back):
    path = f"/people/{encode(newspaper.person().id)}/mute"
    answer = client_of(newspaper.person()).post(path, {"back": back})
    assert answer["Location"] == "/me/muted"


def test_the_menu_offers_it_for_others_comments_only(newspaper, client, client_of):
    thread, reader = newspaper.thread(), newspaper.person()
    own, other = newspaper.comment(thread, "Mine.", by=reader), newspaper.comment(thread, "Yours.")
    assert "Mute " in client_of(reader).get(f"/c/{encode(other)}/more").content.decode()
    assert "Mute " not in client_of(reader).get(f"/c/{encode(own)}/more").content.decode()
    assert "Mute " not in client.get(f"/c/{encode(other)}/more").content.decode()

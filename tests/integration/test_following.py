"""Following threads: what is new, since when, and for whom."""

import pytest

from belowline.accounts.queries.people import actor
from belowline.core.models import OutboxEvent
from belowline.core.refusals import Conflict, NotAllowed
from belowline.discussion.queries.following import followed_threads
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.follows import follow_thread, mark_seen, unfollow_thread
from belowline.newsroom.services.founding import create_publication


def new_in(reader):
    found = followed_threads(person_id=reader.id, publication_id=reader.publication_id)
    return {each.thread_id: each.new for each in found}


def test_a_followed_thread_counts_what_others_wrote_since(newspaper):
    thread, reader = newspaper.thread(), newspaper.person()
    newspaper.comment(thread, "Before.")
    follow_thread(actor=reader, thread_id=thread.id)
    assert new_in(reader) == {thread.id: 0}
    newspaper.comment(thread, "After.")
    gone = newspaper.comment(thread, "After as well.", by=newspaper.person("fickle"))
    newspaper.comment(thread, "My own.", by=reader)
    assert new_in(reader) == {thread.id: 2}
    withdraw_comment(actor=newspaper.known("fickle"), comment_id=gone)
    assert new_in(reader) == {thread.id: 1}


@pytest.mark.parametrize("address", ["/me/following", "/me/threads/{thread}"])
def test_looking_at_the_list_or_the_thread_makes_it_old(newspaper, client_of, address):
    thread, reader = newspaper.thread(), newspaper.person()
    follow_thread(actor=reader, thread_id=thread.id)
    newspaper.comment(thread, "After.")
    path = address.format(thread=thread.ref)
    shown = client_of(reader).get(path).content.decode()
    assert "1 new comment" in shown or "You follow this discussion." in shown
    assert new_in(reader) == {thread.id: 0}


def test_each_follows_for_oneself(newspaper):
    thread, one, other = newspaper.thread(), newspaper.person(), newspaper.person()
    follow_thread(actor=one, thread_id=thread.id)
    assert new_in(other) == {}
    unfollow_thread(actor=other, thread_id=thread.id)
    assert new_in(one) == {thread.id: 0}


def test_following_twice_is_following_and_the_outbox_is_told_once(newspaper):
    thread, reader = newspaper.thread(), newspaper.person()
    for act in (follow_thread, follow_thread, unfollow_thread, unfollow_thread):
        act(actor=reader, thread_id=thread.id)
    told = OutboxEvent.objects.filter(name__contains="ollowed").order_by("id")
    assert [each.name for each in told] == ["ThreadFollowed", "ThreadUnfollowed"]
    assert told[0].payload["person_id"] == reader.id
    assert new_in(reader) == {}


def test_a_list_has_an_end(newspaper, monkeypatch):
    monkeypatch.setattr("belowline.discussion.policies.MOST_FOLLOWED", 1)
    reader = newspaper.person()
    follow_thread(actor=reader, thread_id=newspaper.thread().id)
    with pytest.raises(Conflict, match="up to 1 discussions"):
        follow_thread(actor=reader, thread_id=newspaper.thread().id)


def test_a_thread_of_another_publication_cannot_be_followed(newspaper):
    elsewhere = create_publication(slug="other", name="The Other", time_zone="UTC", host="o.test")
    reader = newspaper.person()
    stranger = actor(person_id=reader.id, publication_id=elsewhere)
    with pytest.raises(NotAllowed):
        follow_thread(actor=stranger, thread_id=newspaper.thread().id)


def test_the_button_and_the_api_do_the_same(newspaper, client_of):
    thread, reader = newspaper.thread(), newspaper.person()
    client = client_of(reader)
    assert client.post(f"/threads/{thread.ref}/follow")["Location"] == "/me/following"
    assert client.get(f"/api/v1/threads/{thread.ref}/mine").json()["follows"] is True
    assert client.delete(f"/api/v1/threads/{thread.ref}/follow").status_code == 204
    assert new_in(reader) == {}
    assert client.put(f"/api/v1/threads/{thread.ref}/follow").status_code == 204
    assert new_in(reader) == {thread.id: 0}


def test_whoever_looks_makes_it_old_for_nobody_else(newspaper):
    thread, one, other = newspaper.thread(), newspaper.person(), newspaper.person()
    for reader in (one, other):
        follow_thread(actor=reader, thread_id=thread.id)
    newspaper.comment(thread, "After.")
    mark_seen(actor=one, thread_ids=[thread.id])
    assert new_in(one) == {thread.id: 0}
    assert new_in(other) == {thread.id: 1}

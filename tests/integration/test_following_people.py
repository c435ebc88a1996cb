"""Readers are told when those comment whom they follow, once, where both want it."""

import pytest

from belowline.accounts.models import Person, ReaderFollow
from belowline.accounts.queries.relationships import readers_followed_by
from belowline.accounts.services.relationships import block, follow_reader, mute
from belowline.audience.models import Notification
from belowline.audience.queries.notification_sentences import sentence_of
from belowline.audience.queries.notifications import unseen_notifications
from belowline.config.background import work_once
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed
from belowline.discussion.models import Thread
from belowline.discussion.services.follows import choose_level, follow_thread
from belowline.moderation.services.decisions import hold_comment, publish_comment, remove_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada")


@pytest.fixture
def bob(newspaper, ada):
    """Somebody whom Ada follows."""
    person = newspaper.person("Bob")
    follow_reader(actor=ada, person_id=person.id)
    return person


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="Night boats")


@pytest.fixture
def told(newspaper):
    def told(person):
        work_once()
        found = unseen_notifications(person_id=person.id, publication_id=newspaper.publication_id)
        return [sentence_of(it) for it in found]

    return told


def test_whoever_follows_is_told_and_comments_of_one_discussion_are_one_line(
    newspaper, thread, ada, bob, told
) -> None:
    for number in range(3):
        newspaper.comment(thread, f"Number {number}.", by=bob)
    assert told(ada) == ["Bob commented"]
    assert Notification.objects.filter(person_id=ada.id).count() == 3
    newspaper.comment(newspaper.thread(), "Elsewhere.", by=bob)
    assert told(ada) == ["Bob commented", "Bob commented"]
    assert told(bob) == []


def test_two_who_are_followed_are_one_line(newspaper, thread, ada, bob, told) -> None:
    eve = newspaper.person("Eve")
    follow_reader(actor=ada, person_id=eve.id)
    for person in (bob, eve):
        newspaper.comment(thread, f"Said by {person.name}.", by=person)
    assert told(ada) == ["Eve and 1 other commented"]


def test_a_held_comment_is_told_once_it_is_published(newspaper, thread, ada, bob, told) -> None:
    moderator = newspaper.person("Mo", role="moderator")
    Thread.objects.filter(pk=thread.id).update(is_premoderated=True)
    said = newspaper.comment(thread, "Waits.", by=bob)
    assert told(ada) == []
    publish_comment(actor=moderator, comment_id=said, version=1)
    assert told(ada) == ["Bob commented"]
    hold_comment(actor=moderator, comment_id=said, version=1)
    assert told(ada) == []


def test_what_was_removed_before_it_was_told_is_not(newspaper, thread, ada, bob, told) -> None:
    said = newspaper.comment(thread, "BUY ROPE.", by=bob)
    moderator = newspaper.person("Mo", role="moderator")
    remove_comment(actor=moderator, comment_id=said, version=1, reason="spam")
    assert told(ada) == []
    assert not Notification.objects.filter(person_id=ada.id).exists()


def test_it_is_not_told_twice(newspaper, thread, ada, bob, told) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    newspaper.comment(thread, "They always are.", by=bob, to=own)
    assert told(ada) == ["Bob replied to you"]
    follow_thread(actor=ada, thread_id=thread.id)
    newspaper.comment(thread, "To nobody.", by=bob)
    assert told(ada) == ["1 new comment in a discussion you follow", "Bob replied to you"]


@pytest.mark.parametrize(("level", "number"), [("page", 1), ("nothing", 0), ("answers", 1)])
def test_the_discussions_level_counts(newspaper, thread, ada, bob, told, level, number) -> None:
    choose_level(actor=ada, thread_id=thread.id, level=level)
    newspaper.comment(thread, "Something.", by=bob)
    assert len(told(ada)) == number


def test_whoever_is_muted_is_not_told_of(newspaper, thread, ada, bob, told) -> None:
    mute(actor=ada, person_id=bob.id)
    newspaper.comment(thread, "Something.", by=bob)
    assert told(ada) == []
    assert not Notification.objects.filter(person_id=ada.id).exists()


def test_a_block_ends_it_on_both_sides_and_is_not_named(newspaper, ada, bob) -> None:
    follow_reader(actor=bob, person_id=ada.id)
    block(actor=bob, person_id=ada.id)
    assert not ReaderFollow.objects.exists()
    with pytest.raises(NotAllowed) as blocked:
        follow_reader(actor=ada, person_id=bob.id)
    shy = newspaper.person("Shy")
    Person.objects.filter(pk=shy.id).update(may_be_followed=False)
    with pytest.raises(NotAllowed) as unwilling:
        follow_reader(actor=ada, person_id=shy.id)
    assert blocked.value.sentence == unwilling.value.sentence


def test_whoever_wants_nobody_to_follow_has_nobody(
    newspaper, thread, ada, bob, told, client_of
) -> None:
    browser = client_of(bob)
    browser.post("/me/shown", {"shown": ["since", "comments", "answers", "picture"]})
    assert not ReaderFollow.objects.exists()
    assert "/follow" not in browser.get(f"/people/{encode(bob.id)}").content.decode()
    newspaper.comment(thread, "Something.", by=bob)
    assert told(ada) == []
    browser.post("/me/shown", {"shown": ["comments", "following"]})
    assert f"/people/{encode(bob.id)}/follow" in (
        client_of(ada).get(f"/people/{encode(bob.id)}").content.decode()
    )


def test_nobody_follows_themselves_or_too_many(newspaper, ada, bob, monkeypatch) -> None:
    with pytest.raises(Invalid):
        follow_reader(actor=ada, person_id=ada.id)
    monkeypatch.setattr("belowline.accounts.policies.MOST_READERS_FOLLOWED", 1)
    with pytest.raises(Conflict):
        follow_reader(actor=ada, person_id=newspaper.person("Eve").id)


def test_the_list_the_menu_and_the_profile_lead_to_it(
    newspaper, thread, ada, bob, client_of
) -> None:
    browser = client_of(ada)
    said = newspaper.comment(thread, "Something.", by=bob)
    path = f"/people/{encode(bob.id)}"
    assert "Unfollow Bob" in browser.get(f"/c/{encode(said)}/more").content.decode()
    assert "Bob" in browser.get("/me/following").content.decode()
    assert browser.post(f"{path}/unfollow")["Location"] == "/me/following"
    given = {"person_id": ada.id, "publication_id": newspaper.publication_id}
    assert readers_followed_by(**given) == []
    assert "Follow Bob" in browser.get(f"/c/{encode(said)}/more").content.decode()
    assert browser.put(f"/api/v1{path}/follow").status_code == 204
    assert [it.name for it in readers_followed_by(**given)] == ["Bob"]
    assert browser.delete(f"/api/v1{path}/follow").status_code == 204
    assert readers_followed_by(**given) == []


def test_many_followers_are_told_by_portions(newspaper, thread, bob, monkeypatch) -> None:
    monkeypatch.setattr("belowline.audience.services.notifying_followers_of_author._AT_ONCE", 3)
    people = [newspaper.person() for _ in range(8)]
    for person in people:
        follow_reader(actor=person, person_id=bob.id)
    newspaper.comment(thread, "Something.", by=bob)
    work_once()
    told = Notification.objects.filter(kind="person").values_list("person_id", flat=True)
    assert {it.id for it in people} < set(told)
    assert len(told) == 9

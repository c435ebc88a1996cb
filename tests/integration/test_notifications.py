"""Readers are told what happens to them in discussions: once, truly, and as loudly as they want."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.services.relationships import block, mute
from belowline.audience.models import Notification
from belowline.audience.queries.live_readers import live_token, reader_of
from belowline.audience.queries.notification_choices import mail_choice
from belowline.audience.queries.notifications import notifications, unseen_notifications
from belowline.audience.services.notifications import choose_mail
from belowline.config.asgi import followed
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.follows import choose_level, follow_thread
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.moderation.services.decisions import remove_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada")


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="Night boats")


@pytest.fixture
def told(newspaper):
    """What somebody has not seen yet: kinds and sentences' parts, the newest first."""

    def told(person):
        work_once()
        found = unseen_notifications(person_id=person.id, publication_id=newspaper.publication_id)
        return [(it.kind, it.names, it.others) for it in found]

    return told


def _older(*people) -> None:
    """Makes accounts a week old."""
    week = now() - timedelta(days=7)
    Person.objects.filter(pk__in=[it.id for it in people]).update(joined_at=week)


def test_whoever_is_answered_is_told_and_nobody_else(newspaper, thread, ada, told) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    bob = newspaper.person("Bob")
    newspaper.comment(thread, "They always are.", by=bob, to=own)
    assert told(ada) == [("reply", ("Bob",), 0)]
    assert told(bob) == []
    newspaper.comment(thread, "I answer myself.", by=ada, to=own)
    assert told(ada) == [("reply", ("Bob",), 0)]


def test_ten_answers_in_a_minute_are_one_notification(newspaper, thread, ada, told) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    for number in range(10):
        newspaper.comment(thread, f"Number {number}.", by=newspaper.person(f"P{number}"), to=own)
    assert told(ada) == [("reply", ("P9", "P8", "P7"), 7)]
    assert Notification.objects.filter(person_id=ada.id).count() == 10


def test_a_comment_that_answers_two_of_ones_own_is_told_once(newspaper, thread, ada, told) -> None:
    own = newspaper.comment(thread, "The boats were late again on Monday evening.", by=ada)
    newspaper.comment(thread, "And nobody has said why the boats are late at all.", by=ada)
    text = "> And nobody has said why the boats are late at all.\n\nThe wind."
    newspaper.comment(thread, text, by=newspaper.person("Bob"), to=own)
    assert len(told(ada)) == 1


def test_what_has_gone_before_it_was_seen_is_not_told(newspaper, thread, ada, told) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    bob = newspaper.person("Bob")
    answer = newspaper.comment(thread, "They always are.", by=bob, to=own)
    assert told(ada)
    withdraw_comment(actor=bob, comment_id=answer)
    assert told(ada) == []


@pytest.mark.parametrize("silence", [mute, block])
@pytest.mark.parametrize("when", ["before", "after"])
def test_nobody_is_told_by_whom_they_silenced(newspaper, thread, ada, told, silence, when) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    bob = newspaper.person("Bob")
    if when == "before":
        silence(actor=ada, person_id=bob.id)
    text = "They always are." if silence is mute or when == "after" else ""
    if text:
        newspaper.comment(thread, text, by=bob, to=own)
    if when == "after":
        assert told(ada)
        silence(actor=ada, person_id=bob.id)
    assert told(ada) == []


def test_mentions_by_new_accounts_are_apart_and_not_counted(newspaper, thread, ada, told) -> None:
    newspaper.comment(thread, "The boats were late again.", by=ada)
    old, young = newspaper.person("Old"), newspaper.person("Young")
    _older(old)
    newspaper.comment(thread, "@Ada what do you say?", by=young)
    assert told(ada) == []
    page = notifications(person_id=ada.id, publication_id=newspaper.publication_id)
    assert [it.names for it in page.folded] == [("Young",)]
    newspaper.comment(thread, "@Ada and what now?", by=old)
    assert told(ada) == [("mention", ("Old",), 0)]


def test_an_author_is_told_what_was_decided(newspaper, thread, ada, told) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    editor = newspaper.person("Ed", role="editor")
    mark_comment(actor=editor, comment_id=own, version=1, mark=Mark.PICK, is_set=True)
    assert told(ada) == [("picked", (), 0)]
    mark_comment(actor=editor, comment_id=own, version=1, mark=Mark.PICK, is_set=False)
    assert told(ada) == []
    remove_comment(actor=editor, comment_id=own, version=1, reason="spam")
    assert told(ada) == [("removed", (), 0)]


def test_those_who_follow_have_one_line_a_thread_until_they_look(
    newspaper, thread, ada, told, client_of
) -> None:
    follow_thread(actor=ada, thread_id=thread.id)
    for number in range(3):
        newspaper.comment(thread, f"Number {number}.")
    assert told(ada) == [("news", (), 0)]
    browser = client_of(ada)
    assert "3 new comments" in browser.get("/me/notifications").content.decode()
    assert told(ada) == []
    newspaper.comment(thread, "One more.")
    assert told(ada) == [("news", (), 0)]
    browser.get(f"/me/threads/{thread.ref}")
    assert told(ada) == []


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("everything", ["news", "reply"]),
        ("answers", ["reply"]),
        ("page", ["reply"]),
        ("nothing", []),
    ],
)
def test_there_are_four_levels(newspaper, thread, ada, told, level, kinds) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_level(actor=ada, thread_id=thread.id, level=level)
    newspaper.comment(thread, "They always are.", to=own)
    assert sorted(kind for kind, _, _ in told(ada)) == kinds


def test_the_page_shows_and_the_next_look_does_not_count(
    newspaper, thread, ada, told, client_of
) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    newspaper.comment(thread, "Always <b>late</b>.", by=newspaper.person("Bob"), to=own)
    work_once()
    browser = client_of(ada)
    assert browser.get("/me/notifications/unseen").json()["unseen"] == 1
    ahead = browser.get("/me/notifications", headers={"Sec-Purpose": "prefetch"})
    assert "Bob replied to you" in ahead.content.decode()
    assert browser.get("/me/notifications/unseen").json()["unseen"] == 1
    page = browser.get("/me/notifications").content.decode()
    assert "Night boats" in page
    assert "<b>late" not in page
    assert browser.get("/me/notifications/unseen").json()["unseen"] == 0


def test_older_ones_are_on_further_pages(newspaper, ada, client_of) -> None:
    for number in range(70):
        below = newspaper.thread(headline=f"Story {number:02}")
        own = newspaper.comment(below, "Mine.")
        newspaper.comment(below, "Yours.", to=own)
        Comment.objects.filter(pk=own).update(author_id=ada.id)
    work_once()
    browser = client_of(ada)
    first = browser.get("/me/notifications").content.decode()
    assert "Story 69" in first
    assert "Story 05" not in first
    link = first.split('href="?before=')[1].split('"')[0]
    second = browser.get(f"/me/notifications?before={link}").content.decode()
    assert "Story 05" in second
    assert "Story 69" not in second


def test_a_letter_tells_all_that_waits_and_only_once(newspaper, thread, ada, at) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_mail(actor=ada, mail="soon", hour="8", time_zone="Asia/Tokyo")
    for name in ("Bob", "Eve"):
        text = f"{name} says see https://spam.example/x and www.spam.example now"
        newspaper.comment(thread, text, by=newspaper.person(name), to=own)
    work_once()
    assert mail.outbox == []
    at(now() + timedelta(minutes=6))
    work_once()
    [letter] = mail.outbox
    assert letter.subject == "Eve and 1 other replied to you"
    assert "spam.example" not in letter.body
    assert "Night boats" in letter.body
    at(now() + timedelta(minutes=6))
    work_once()
    assert len(mail.outbox) == 1


def test_one_click_turns_the_letters_off_and_opening_does_not(newspaper, thread, ada, at) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_mail(actor=ada, mail="soon", hour="8", time_zone="Asia/Tokyo")
    newspaper.comment(thread, "They always are.", to=own)
    work_once()
    at(now() + timedelta(minutes=6))
    work_once()
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert path in letter.body
    program = Client()
    given = {"person_id": ada.id, "publication_id": newspaper.publication_id}
    assert "Stop these emails" in program.get(path).content.decode()
    assert mail_choice(**given).mail == "soon"
    done = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert not done.cookies
    assert mail_choice(**given).mail == "never"
    assert program.post(f"{path}x").status_code == 404


def test_no_letter_about_what_was_seen_or_is_quiet(newspaper, thread, ada, at, client_of) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_mail(actor=ada, mail="soon", hour="8", time_zone="Asia/Tokyo")
    newspaper.comment(thread, "They always are.", to=own)
    work_once()
    client_of(ada).get("/me/notifications")
    at(now() + timedelta(minutes=6))
    work_once()
    choose_level(actor=ada, thread_id=thread.id, level="page")
    newspaper.comment(thread, "They always were.", to=own)
    work_once()
    at(now() + timedelta(minutes=6))
    work_once()
    assert mail.outbox == []


def test_a_daily_letter_comes_at_ones_own_hour(newspaper, thread, ada, at) -> None:
    own = newspaper.comment(thread, "The boats were late again.", by=ada)
    choose_mail(actor=ada, mail="daily", hour="7", time_zone="Europe/Paris")
    paris = now().replace(month=7, day=6, hour=9, minute=0) + timedelta(days=365)
    at(paris)
    newspaper.comment(thread, "They always are.", to=own)
    work_once()
    at(paris + timedelta(hours=19, minutes=58))
    work_once()
    assert mail.outbox == []
    at(paris + timedelta(hours=20, minutes=1))  # 05:00 UTC is 07:00 in Paris in summer
    work_once()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "given",
    [
        {"mail": "hourly"},
        {"hour": "24"},
        {"hour": "noon"},
        {"time_zone": "Mars/Base"},
        {"time_zone": "../etc/passwd"},
    ],
)
def test_a_choice_that_is_none_is_refused_and_what_was_typed_is_kept(ada, client_of, given) -> None:
    sent = {"mail": "daily", "hour": "9", "time_zone": "Asia/Tokyo", **given}
    answer = client_of(ada).post("/me/notifications/choices", sent)
    assert answer.status_code == 422
    if "mail" not in given:
        assert 'value="daily" checked' in answer.content.decode()


def test_only_ones_own_token_opens_ones_own_channel(ada) -> None:
    token = live_token(ada.id)
    assert reader_of(token) == ada.id
    assert reader_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert followed("/threads/live", f"reader={token}".encode()) == {-ada.id: None}
    assert followed("/threads/live", f"thread={encode(ada.id)}".encode()) == {ada.id: None}
    assert followed("/threads/live", f"reader={encode(ada.id)}".encode()) == {}


def test_ten_thousand_who_follow_are_told_by_portions(newspaper, thread, ada, monkeypatch) -> None:
    monkeypatch.setattr("belowline.audience.services.notifying_followers._AT_ONCE", 3)
    people = [newspaper.person() for _ in range(8)]
    for person in people:
        follow_thread(actor=person, thread_id=thread.id)
    newspaper.comment(thread, "Something.", by=people[0])
    work_once()
    told = Notification.objects.filter(kind="news").values_list("person_id", flat=True)
    assert set(told) == {it.id for it in people[1:]}
    newspaper.comment(thread, "Something else.", by=ada)
    work_once()
    assert Notification.objects.filter(kind="news").count() == 8

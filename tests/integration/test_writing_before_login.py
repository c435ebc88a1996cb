"""Whoever writes before logging in finds the text again, and posts it by one more press."""

from uuid import uuid4

import jwt
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from belowline.core.ids import encode
from integration.sso import ORIGIN, hand_over, knowing
from newspaper import PASSWORD
from publisher import SHARED_KEY, claims


@pytest.fixture
def client(newspaper) -> Client:
    cache.clear()
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def answered(newspaper):
    thread = newspaper.thread()
    return thread, encode(newspaper.comment(thread, "The tide is late."))


def _write(client: Client, answered, text: str):
    thread, parent = answered
    sent = {"text": text, "parent": parent, "key": str(uuid4())}
    return client.post(f"/threads/{thread.ref}/comments", sent)


def test_the_text_waits_through_the_login_and_is_posted_as_the_answer_it_was(
    client, newspaper, answered
) -> None:
    thread, parent = answered
    newspaper.person("late writer", can_log_in=True)
    assert "Reply to" in client.get(f"/c/{parent}/reply").content.decode()
    to_login = _write(client, answered, "It is <early>.").headers["Location"]
    assert to_login == f"/accounts/login/?next=/threads/{thread.ref}/comments"
    fields = {"login": "late.writer@example.org", "password": PASSWORD}
    back = client.post(to_login, {**fields, "next": f"/threads/{thread.ref}/comments"})
    form = client.get(back.headers["Location"]).content.decode()
    assert "It is &lt;early&gt;." in form
    assert f'name="parent" value="{parent}"' in form
    posted = _write(client, answered, "It is early.")
    assert posted.headers["Location"].startswith("/c/")
    assert "It is &lt;early" not in client.get(f"/threads/{thread.ref}/comments").content.decode()


def test_the_text_is_shown_to_nobody_else_and_in_no_other_discussion(
    client, newspaper, answered
) -> None:
    _write(client, answered, "Only mine.")
    other = newspaper.thread()
    assert "Only mine." not in client.get(f"/threads/{other.ref}/comments").content.decode()
    stranger = Client()
    thread, _ = answered
    assert "Only mine." not in stranger.get(f"/threads/{thread.ref}/comments").content.decode()


def test_a_text_that_could_not_be_posted_is_refused_before_the_login(client, answered) -> None:
    answer = _write(client, answered, "x" * 5001)
    assert answer.status_code == 422
    assert "up to 5,000 characters" in answer.content.decode()
    assert "unsent" not in client.session


def test_the_text_is_there_after_a_publishers_page_has_sent_its_reader(client, answered) -> None:
    thread, parent = answered
    _write(client, answered, "It is early.")
    del client.cookies[settings.SESSION_COOKIE_NAME]  # a form of another site carries none
    with knowing():
        token = jwt.encode(claims(), SHARED_KEY, "HS256")
        back = hand_over(client, token, to=_form(thread), Origin=ORIGIN)
    form = client.get(back.headers["Location"]).content.decode()
    assert "It is early." in form
    assert f'name="parent" value="{parent}"' in form
    assert _write(client, answered, "It is early.").headers["Location"].startswith("/c/")
    assert "It is early." not in client.get(_form(thread)).content.decode()


def test_session_theft_a_planted_cookie_takes_nothing_from_somebody_who_is_logged_in(
    client, newspaper, answered, client_of
) -> None:
    thread, _ = answered
    theirs = client_of(newspaper.person())
    session = theirs.session
    session["unsent"] = {"thread": thread.ref, "parent": "", "text": "Theirs alone."}
    session.save()
    thief = client_of(newspaper.person())
    thief.cookies[settings.UNSENT_COOKIE_NAME] = session.session_key
    assert "Theirs alone." not in thief.get(_form(thread)).content.decode()
    assert "Theirs alone." in theirs.get(_form(thread)).content.decode()


def _form(thread) -> str:
    return f"/threads/{thread.ref}/comments"

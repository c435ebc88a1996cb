"""What was written as one person is not sent as another who has logged in since."""

import json
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from belowline.core.ids import encode
from belowline.discussion.models import Comment, Vote
from newspaper import log_in

SAID = "Half a page of careful words."


@pytest.fixture
def people(newspaper):
    return newspaper.person("first one"), newspaper.person("second one")


@pytest.fixture
def client(people, client_of) -> Client:
    """The browser in which the second has logged in since."""
    return client_of(people[1])


def _sent(client: Client, path: str, opened_for: str, **fields):
    return client.post(path, {"text": SAID, "key": str(uuid4()), "reader": opened_for, **fields})


def test_the_form_says_for_whom_it_was_opened(newspaper, client):
    form = client.get(f"/threads/{newspaper.thread().ref}/comments").content.decode()
    assert '<input type="hidden" name="reader" value="second one">' in form


def test_a_comment_is_not_posted_as_another_and_its_words_are_kept(newspaper, people, client):
    path = f"/threads/{newspaper.thread().ref}/comments"
    answer = _sent(client, path, "first one")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "now logged in as second one" in page
    assert SAID in page
    assert not Comment.objects.exists()
    assert _sent(client, path, "second one").status_code == 302
    assert Comment.objects.get().author_id == people[1].id


def test_an_edit_and_a_report_are_not_sent_as_another(newspaper, people, client):
    mine = newspaper.comment(newspaper.thread(), "As it was.", by=people[1])
    edited = _sent(client, f"/c/{encode(mine)}/edit", "first one")
    assert (edited.status_code, SAID in edited.content.decode()) == (409, True)
    assert Comment.objects.get().text == "As it was."
    theirs = newspaper.comment(newspaper.thread(), "Loud words.", by=people[0])
    path = f"/c/{encode(theirs)}/report"
    reported = _sent(client, path, "first one", reason="spam", note="Seen twice.")
    assert (reported.status_code, "Seen twice." in reported.content.decode()) == (409, True)


@pytest.mark.parametrize("opened_for", ["first one", "前の人"])
def test_a_script_of_ours_says_it_in_a_header(newspaper, client, opened_for):
    thread = newspaper.thread()
    comment = newspaper.comment(thread, "Something else.")
    headers = {"Belowline-Reader": quote(opened_for)}
    asked = {"content_type": "application/json", "headers": headers}
    posted = client.post(f"/api/v1/threads/{thread.ref}/comments", {"text": SAID}, **asked)
    assert (posted.status_code, posted.json()["code"]) == (409, "another-reader")
    assert opened_for in posted.json()["detail"]
    vote = json.dumps({"value": 1})
    assert client.put(f"/api/v1/comments/{encode(comment)}/vote", vote, **asked).status_code == 409
    assert client.put(f"/api/v1/threads/{thread.ref}/follow", **asked).status_code == 409
    assert not Vote.objects.exists()


def test_what_nobody_opened_is_sent_by_whoever_has_logged_in(newspaper, client):
    assert _sent(client, f"/threads/{newspaper.thread().ref}/comments", "").status_code == 302


def test_what_waits_for_one_login_is_not_shown_after_anothers(newspaper, people):
    """The session ended while somebody wrote; somebody else logs in with the same browser."""
    thread = newspaper.thread()
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    path = f"/threads/{thread.ref}/comments"
    assert _sent(browser, path, "first one").headers["Location"].startswith("/accounts/login/")
    unsent = browser.cookies["unsent"].value
    for person, sees in ((people[1], False), (people[0], True)):
        browser = Client()
        log_in(browser, person)
        browser.cookies["unsent"] = unsent
        assert (SAID in browser.get(path).content.decode()) is sees

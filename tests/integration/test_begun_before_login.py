"""What somebody presses before logging in is done after it, where it was pressed."""

import pytest
from django.core.cache import cache
from django.test import Client

from belowline.core.ids import encode
from belowline.discussion.queries.following import follows
from belowline.discussion.services.threads import switch_thread
from newspaper import PASSWORD, log_in
from tests.found import comment


@pytest.fixture
def client(newspaper) -> Client:
    cache.clear()
    return Client(headers={"Sec-Fetch-Site": "same-origin", "Host": "testserver"})


@pytest.fixture
def thread(newspaper):
    return newspaper.thread(headline="The ferry")


def _log_in(client: Client, at: str):
    """Logs in as the page asks, and goes on to where that leads."""
    page = client.get(at).content.decode()
    fields = {"login": "late.voter@example.org", "password": PASSWORD}
    after = client.post(at, {**fields, "next": at.partition("next=")[2]})
    return page, client.get(after.headers["Location"])


def test_a_vote_is_cast_after_the_login_and_leads_back_to_its_comment(
    client, newspaper, thread
) -> None:
    author = newspaper.person("northquay88")
    ref = encode(posted := newspaper.comment(thread, "The tide is late.", by=author))
    newspaper.person("late voter", can_log_in=True)
    to_login = client.post(
        f"/threads/{thread.ref}/votes",
        {"down": ref},
        headers={"Referer": "http://testserver/politics/the-ferry?order=best&view=flat"},
    ).headers["Location"]
    assert set(client.cookies) == {"begun"}
    page, back = _log_in(client, to_login)
    assert "Log in to vote on northquay88’s comment." in page
    assert back.headers["Location"] == f"/c/{ref}?order=best&view=flat"
    assert (comment(posted).up, comment(posted).down) == (0, 1)
    again = client.get(f"/threads/{thread.ref}/begun")
    assert again.headers["Location"] == "/politics/the-ferry#discussion"
    assert comment(posted).down == 1


def test_a_discussion_is_followed_after_the_login(client, newspaper, thread) -> None:
    voter = newspaper.person("late voter", can_log_in=True)
    to_login = client.post(f"/threads/{thread.ref}/follow").headers["Location"]
    page, back = _log_in(client, to_login)
    assert "Log in to follow this discussion." in page
    assert back.headers["Location"] == "/politics/the-ferry#discussion"
    assert follows(person_id=voter.id, thread=thread)


def test_what_is_no_longer_possible_says_so_and_is_not_tried_again(
    client, newspaper, thread
) -> None:
    ref = encode(newspaper.comment(thread, "The tide is late."))
    newspaper.person("late voter", can_log_in=True)
    to_login = client.post(f"/threads/{thread.ref}/votes", {"up": ref}).headers["Location"]
    switch_thread(
        actor=newspaper.person(role="editor"),
        thread_id=thread.id,
        comments_open=True,
        votes_open=False,
    )
    _, refused = _log_in(client, to_login)
    assert refused.status_code == 403
    assert client.get(f"/threads/{thread.ref}/begun").status_code == 302


@pytest.mark.parametrize("value", ["", "forged", '{"thread": "x"}:aaa:bbb'])
def test_a_cookie_that_nobody_signed_does_nothing(client, newspaper, thread, value) -> None:
    posted = newspaper.comment(thread, "The tide is late.")
    log_in(client, newspaper.person())
    client.cookies["begun"] = value
    assert client.get(f"/threads/{thread.ref}/begun").status_code == 302
    assert comment(posted).up == 0


def test_what_was_begun_in_one_discussion_is_not_done_in_another(client, newspaper, thread) -> None:
    posted = newspaper.comment(thread, "The tide is late.")
    client.post(f"/threads/{thread.ref}/votes", {"up": encode(posted)})
    log_in(client, newspaper.person())
    other = newspaper.thread()
    client.get(f"/threads/{other.ref}/begun")
    assert comment(posted).up == 0


def test_votes_and_follows_that_were_cast_can_be_seen_without_a_script(
    client, newspaper, thread
) -> None:
    reader = newspaper.person()
    up = newspaper.comment(thread, "The tide is late.", by=newspaper.person("northquay88"))
    down = newspaper.comment(thread, "It is early.", by=newspaper.person("tidewatcher"))
    newspaper.comment(thread, "It is what it is.", by=reader)
    log_in(client, reader)
    here = f"/me/threads/{thread.ref}"
    page = client.get("/politics/the-ferry").content.decode()
    assert f'<noscript> If you’re already logged in, go ahead. <a href="{here}">' in page
    assert "You haven’t voted here yet." in client.get(here).content.decode()
    client.post(f"/threads/{thread.ref}/votes", {"up": encode(up)})
    client.post(f"/threads/{thread.ref}/votes", {"down": encode(down)})
    client.post(f"/threads/{thread.ref}/follow")
    page = client.get(here).content.decode()
    for sentence in (
        "You agree with northquay88.",
        "You disagree with tidewatcher.",
        "You follow this discussion.",
        "It is what it is.",
    ):
        assert sentence in page
    client.post(f"/threads/{thread.ref}/votes", {"up": encode(up)})
    assert "You agree with northquay88." not in client.get(here).content.decode()

"""Readers register, confirm their address, log in, and choose a new password."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

REGISTRATION = {"name": "mooring_post", "email": "post@example.org", "password1": "rope and tide 9"}


@pytest.fixture
def client(newspaper):
    cache.clear()  # rate limits count there
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def _link(message) -> str:
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def _register(client: Client, **changed: str):
    return client.post("/accounts/signup/", {**REGISTRATION, **changed})


def _log_in(client: Client, password: str = REGISTRATION["password1"]):
    return client.post("/accounts/login/", {"login": REGISTRATION["email"], "password": password})


def test_a_reader_registers_confirms_and_is_known_by_name(client) -> None:
    assert _register(client).status_code == 302
    [message] = mail.outbox
    assert message.subject == "Confirm your address for The Test"
    assert message.body.startswith("Hello mooring_post,")
    assert message.body.rstrip().endswith("The Test")
    assert _log_in(client).headers["Location"].startswith("/accounts/confirm-email/")
    link = _link(message)
    assert "Is post@example.org your address?" in client.get(link).content.decode()
    client.post(link)
    assert _log_in(client).headers["Location"] == "/"
    assert "mooring_post" in client.get("/me").content.decode()


def test_opening_the_link_alone_confirms_nothing(client) -> None:
    _register(client)
    client.get(_link(mail.outbox[0]))
    assert _log_in(client).headers["Location"].startswith("/accounts/confirm-email/")


def test_a_name_that_another_reader_has_is_refused_beside_its_field(client) -> None:
    _register(client)
    page = _register(client, name="Mooring_Post", email="second@example.org").content.decode()
    assert re.search(r'id="id_name_error" role="alert">[^<]+<', page)
    assert 'value="second@example.org"' in page


def test_a_forgotten_password_is_replaced_by_mail(client) -> None:
    _register(client)
    client.post(_link(mail.outbox[0]))
    client.post("/accounts/password/reset/", {"email": REGISTRATION["email"]})
    assert mail.outbox[-1].subject == "A new password for The Test"
    form = client.get(_link(mail.outbox[-1]), follow=True)
    chosen = {"password1": "ebb, flow, again", "password2": "ebb, flow, again"}
    client.post(form.redirect_chain[-1][0], chosen)
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
    assert _log_in(client).status_code == 200
    assert _log_in(client, "ebb, flow, again").status_code == 302


def test_answers_do_not_tell_whether_an_address_has_an_account(client) -> None:
    _register(client)
    client.post(_link(mail.outbox[0]))
    cache.clear()  # one address gets one such mail in three minutes
    known = _register(client, name="somebody_else")
    unknown = _register(client, name="somebody_else", email="nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert mail.outbox[1].subject == "You already have an account at The Test"
    for address in (REGISTRATION["email"], "never.seen@example.org"):
        answer = client.post("/accounts/password/reset/", {"email": address})
        assert answer.headers["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox[-1].subject == "There is no account at The Test with this address"

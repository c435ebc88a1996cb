"""Readers register, confirm their address, log in, choose a new password: all by mailed codes."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from belowline.accounts.models import Person

REGISTRATION = {"name": "mooring_post", "email": "post@example.org", "password1": "rope and tide 9"}
CODE_PAGE = "/accounts/confirm-email/"


@pytest.fixture
def client(newspaper):
    cache.clear()  # rate limits count there
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def mailed_code(message) -> str:
    """The code that stands on a line of its own."""
    return re.search(r"^[A-Z0-9]+(?:-[A-Z0-9]+)*$", message.body, re.MULTILINE)[0]


def register(client: Client, **changed: str):
    return client.post("/accounts/signup/", {**REGISTRATION, **changed})


def confirm(client: Client):
    return client.post(CODE_PAGE, {"code": mailed_code(mail.outbox[-1])})


def log_in(client: Client, password: str = REGISTRATION["password1"], **more: str):
    given = {"login": REGISTRATION["email"], "password": password, **more}
    return client.post("/accounts/login/", given)


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_reader_registers_confirms_and_is_back_where_they_were(client) -> None:
    answer = register(client, next="/politics/article-1#c0123456789abc")
    assert answer.headers["Location"] == CODE_PAGE
    [message] = mail.outbox
    assert message.subject == "Your code for The Test"
    assert message.body.rstrip().endswith("The Test")
    assert not is_logged_in(client)
    assert confirm(client).headers["Location"] == "/politics/article-1#c0123456789abc"
    assert is_logged_in(client)
    assert "mooring_post" in client.get("/me").content.decode()


def test_no_mail_holds_a_link_that_logs_in_or_confirms(client) -> None:
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    client.post("/accounts/login/code/", {"email": REGISTRATION["email"]})
    client.post("/accounts/password/reset/", {"email": REGISTRATION["email"]})
    assert len(mail.outbox) == 3
    assert not any("http" in message.body for message in mail.outbox)


def test_a_wrong_code_confirms_nothing_and_three_wrong_ones_end_it(client) -> None:
    register(client)
    for _ in range(3):
        client.post(CODE_PAGE, {"code": "WRONG-CODE"})
    confirm(client)
    assert not is_logged_in(client)
    cache.clear()  # one address gets one code in ten seconds
    assert log_in(client).headers["Location"] == CODE_PAGE


def test_a_reader_logs_in_by_a_mailed_code(client) -> None:
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    asked = client.post("/accounts/login/code/", {"email": REGISTRATION["email"], "next": "/me"})
    assert asked.headers["Location"].startswith("/accounts/login/code/confirm/")
    code = mailed_code(mail.outbox[-1])
    answer = client.post("/accounts/login/code/confirm/", {"code": code, "next": "/me"})
    assert answer.headers["Location"] == "/me"
    assert is_logged_in(client)


def test_a_name_that_another_reader_has_is_refused_beside_its_field(client) -> None:
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    page = register(client, name="Mooring_Post", email="second@example.org").content.decode()
    assert re.search(r'id="id_name_error" role="alert">[^<]+<', page)
    assert 'value="second@example.org"' in page


def test_a_forgotten_password_is_replaced_by_a_mailed_code(client) -> None:
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    asked = client.post("/accounts/password/reset/", {"email": REGISTRATION["email"]})
    assert mail.outbox[-1].subject == "Your code for a new password at The Test"
    form = client.post(asked.headers["Location"], {"code": mailed_code(mail.outbox[-1])})
    chosen = {"password1": "ebb, flow, again", "password2": "ebb, flow, again"}
    client.post(form.headers["Location"], chosen)
    assert mail.outbox[-1].subject == "Your new password at The Test"
    client.post("/accounts/logout/")
    assert log_in(client).status_code == 200
    assert log_in(client, "ebb, flow, again").status_code == 302


def test_a_new_password_logs_out_everywhere_else_and_says_so_by_mail(client) -> None:
    register(client)
    confirm(client)
    elsewhere = Client(headers={"Sec-Fetch-Site": "same-origin"})
    log_in(elsewhere)
    changed = {
        "oldpassword": REGISTRATION["password1"],
        "password1": "ebb, flow, again",
        "password2": "ebb, flow, again",
    }
    client.post("/accounts/password/change/", changed)
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 302
    assert mail.outbox[-1].subject == "Your password at The Test was changed"


def test_changing_the_address_asks_who_one_is_and_writes_to_the_old_one(client) -> None:
    register(client)
    confirm(client)
    new = {"email": "new@example.org", "action_add": ""}
    asked = client.post("/accounts/email/", new)
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": REGISTRATION["password1"]})
    client.post("/accounts/email/", new)
    assert mail.outbox[-1].to == ["new@example.org"]
    assert Person.objects.get(name="mooring_post").email == "post@example.org"
    confirm(client)
    assert Person.objects.get(name="mooring_post").email == "new@example.org"
    assert mail.outbox[-1].to == ["post@example.org"]
    assert mail.outbox[-1].subject == "Your email address at The Test was changed"


def test_everybody_sees_where_they_are_logged_in_and_ends_it(client) -> None:
    register(client)
    confirm(client)
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    elsewhere = Client(headers={"Sec-Fetch-Site": "same-origin", "User-Agent": firefox})
    log_in(elsewhere)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "127.0.0.1" not in page
    client.post("/accounts/reauthenticate/", {"password": REGISTRATION["password1"]})
    client.post("/accounts/sessions/")
    assert elsewhere.get("/me").status_code == 302
    assert client.get("/me").status_code == 200


def test_a_code_is_sent_to_the_address_that_was_typed_for_a_login(client, newspaper) -> None:
    newspaper.person("ada", can_log_in=True)
    typed = {"login": "ada@example.org", "password": "", "next": "/me"}
    asked = client.post("/accounts/login/code/", typed)
    assert asked.headers["Location"].startswith("/accounts/login/code/confirm/")
    client.cookies.clear()
    asked = client.post("/accounts/login/code/", {"login": "", "password": ""})
    assert asked.status_code == 200
    assert 'class="refusal"' not in asked.content.decode()


def test_the_title_of_a_refused_form_says_so(client) -> None:
    assert "<title>Log in" in client.get("/accounts/login/").content.decode()
    refused = client.post("/accounts/login/", {"login": "ada@example.org", "password": "wrong"})
    assert "<title>Error: Log in" in refused.content.decode()
    assert "Wrong email address or password." in refused.content.decode()


@pytest.mark.parametrize(
    "address", ["/accounts/password/reset/", "/accounts/login/code/", "/accounts/signup/"]
)
def test_answers_do_not_tell_whether_an_address_has_an_account(client, address) -> None:
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    cache.clear()  # one address gets one code in ten seconds
    seen = []
    for email in (REGISTRATION["email"], "never.seen@example.org"):
        visitor = Client(headers={"Sec-Fetch-Site": "same-origin"})
        fields = {**REGISTRATION, "name": "somebody_else", "email": email}
        answer = visitor.post(address, fields, follow=True)
        page = answer.content.decode().replace(email, "")
        seen.append((answer.redirect_chain, re.sub(r'value="[^"]*"', "", page)))
        assert mail.outbox[-1].to == [email]
    assert seen[0] == seen[1]
    known, unknown = mail.outbox[-2:]
    assert known.body != unknown.body


@pytest.mark.parametrize("password", ["tide", "password123", "The-Test-2026", "post_example.org9"])
def test_a_short_or_breached_password_is_refused_beside_its_field(client, password) -> None:
    page = register(client, password1=password).content.decode()
    assert re.search(r'id="id_password1_error" role="alert">[^<]+<', page)
    assert not Person.objects.exists()

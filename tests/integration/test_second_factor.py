"""The desk opens to moderators and editors who have shown a second factor, and to nobody else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from belowline.accounts.services.second_factor import renew_recovery_codes
from belowline.core.ids import encode
from integration.test_accounts import mailed_code
from newspaper import PASSWORD

HALF_MINUTE = 59_000_000
"""The half minute in which these tests play, so that none falls between two."""


def figures(secret: str) -> str:
    """What an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, HALF_MINUTE))


@pytest.fixture(autouse=True)
def half_minute(monkeypatch) -> None:
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([HALF_MINUTE]))


@pytest.fixture
def moderator(newspaper):
    cache.clear()
    return newspaper.person("second step", role="moderator", can_log_in=True)


@pytest.fixture
def client(moderator) -> Client:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.post("/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD})
    return client


def _set_up_app(client: Client) -> str:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    client.post("/accounts/2fa/totp/activate/", {"code": figures(secret)})
    return secret


@pytest.mark.django_db(transaction=True)
def test_the_desk_leads_a_moderator_without_a_second_factor_to_where_it_is_set_up(client) -> None:
    answer = client.get("/desk/")
    assert answer.headers["Location"] == "/accounts/2fa/?next=/desk/"
    _set_up_app(client)
    assert client.get("/desk/").status_code == 200


def test_nothing_at_the_desk_is_done_without_it(client, newspaper) -> None:
    posted = newspaper.comment(newspaper.thread(), "Still here.")
    answer = client.post(f"/desk/c/{encode(posted)}/remove", {"reason": "spam"})
    assert answer.headers["Location"] == "/accounts/2fa/?next=/desk/"
    assert "Still here." in client.get(f"/c/{encode(posted)}", follow=True).content.decode()


def test_the_next_login_asks_for_the_figures_and_takes_each_once(client) -> None:
    secret = _set_up_app(client)
    client.post("/accounts/logout/")
    asked = client.post(
        "/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD}
    )
    assert asked.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/desk/").headers["Location"].startswith("/accounts/login/")
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    code = figures(secret)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_figures_are_taken_as_people_type_them_and_once_in_whatever_width(client) -> None:
    secret = _set_up_app(client)
    wide = figures(secret).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    for typed, is_in in ((f"{wide[:3]}\u3000{wide[3:]}", True), (figures(secret), False)):
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD})
        client.post("/accounts/2fa/authenticate/", {"code": typed})
        assert ("_auth_user_id" in client.session) == is_in


def test_a_recovery_code_is_good_once(client, moderator) -> None:
    codes = renew_recovery_codes(person_id=moderator.id)
    for _ in range(2):
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD})
        last = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert last.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": codes[1]})
    assert client.get("/desk/").status_code == 200


def test_another_session_than_the_one_that_set_it_up_must_show_it(client, moderator) -> None:
    older = Client(headers={"Sec-Fetch-Site": "same-origin"})
    older.post("/accounts/login/", {"login": "second.step@example.org", "password": PASSWORD})
    _set_up_app(client)
    answer = older.get("/desk/")
    assert answer.headers["Location"] == "/accounts/2fa/reauthenticate/?next=/desk/"


def test_the_secret_of_an_app_is_sealed_in_the_database(client, moderator) -> None:
    secret = _set_up_app(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_a_second_factor_is_not_set_up_without_proof_of_who_one_is(client) -> None:
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_a_second_factor_that_was_shown_long_ago_is_asked_for_again(newspaper, client_of) -> None:
    client = client_of(newspaper.person(role="moderator"))
    assert client.get("/desk/").status_code == 200
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 13 * 3600
    session.save()
    assert client.get("/desk/").headers["Location"] == "/accounts/2fa/?next=/desk/"


def test_a_new_password_does_not_get_past_the_second_factor(client) -> None:
    _set_up_app(client)
    client.post("/accounts/logout/")
    asked = client.post("/accounts/password/reset/", {"email": "second.step@example.org"})
    form = client.post(asked.headers["Location"], {"code": mailed_code(mail.outbox[-1])})
    chosen = {"password1": "ebb, flow, again", "password2": "ebb, flow, again"}
    answer = client.post(form.headers["Location"], chosen)
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session

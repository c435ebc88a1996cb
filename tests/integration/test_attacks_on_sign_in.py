"""What a stranger tries on the ways in, each test by the name of its attack."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from belowline.accounts.models import Grant, Person
from integration.test_accounts import CODE_PAGE, confirm, log_in, mailed_code, register
from integration.test_second_factor import figures, half_minute  # noqa: F401 - a fixture
from newspaper import PASSWORD

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(newspaper) -> Client:
    cache.clear()  # rate limits count there
    return Client(headers=SAME_ORIGIN)


@pytest.fixture
def owner(newspaper):
    return newspaper.person("harbour owner", can_log_in=True)


GUESS = "a guess"


def _tries(client: Client, password: str = GUESS, address: str = "harbour.owner@example.org"):
    return client.post("/accounts/login/", {"login": address, "password": password})


def _from(ip: str) -> Client:
    return Client(headers=SAME_ORIGIN, REMOTE_ADDR=ip)


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password_guessing_at_one_account_from_many_networks_is_stopped(client, owner) -> None:
    for number in range(10):
        _tries(_from(f"203.0.113.{number}"))
    late = _from("198.51.100.7")
    assert "Too many failed logins" in _tries(late, PASSWORD).content.decode()
    assert not _is_in(late)


def test_password_guessing_from_one_network_at_many_accounts_is_stopped(client, owner) -> None:
    stranger = _from("203.0.113.9")
    for number in range(10):
        _tries(stranger, address=f"somebody{number}@example.org")
    _tries(stranger, PASSWORD)
    assert not _is_in(stranger)
    elsewhere = _from("198.51.100.7")
    _tries(elsewhere, PASSWORD)
    assert _is_in(elsewhere)


def test_ipv6_rotation_within_one_network_of_64_bits_is_one_network(client, owner) -> None:
    for number in range(10):
        _tries(_from(f"2001:db8:1:2::{number:x}"), address=f"somebody{number}@example.org")
    neighbour = _from("2001:db8:1:2:ffff:ffff:ffff:ffff")
    _tries(neighbour, PASSWORD)
    assert not _is_in(neighbour)
    next_door = _from("2001:db8:1:3::1")
    _tries(next_door, PASSWORD)
    assert _is_in(next_door)


def test_header_spoofing_a_forwarded_address_counts_only_from_a_configured_proxy(
    client, owner
) -> None:
    liar = _from("203.0.113.9")
    for number in range(10):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        fields = {"login": f"somebody{number}@example.org", "password": "a guess"}
        liar.post("/accounts/login/", fields, headers=forged)
    _tries(liar, PASSWORD)
    assert not _is_in(liar)
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        believed = {"X-Forwarded-For": "1.2.3.4, 198.51.100.200"}
        fields = {"login": "harbour.owner@example.org", "password": PASSWORD}
        liar.post("/accounts/login/", fields, headers=believed)
    assert _is_in(liar)


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_mail_bombing_of_one_address_is_stopped(client, owner, path) -> None:
    for number in range(6):
        visitor = _from(f"203.0.113.{number}")
        visitor.post(path, {"email": "harbour.owner@example.org"})
    assert len(mail.outbox) == 3


def test_registration_by_the_hundred_from_one_network_is_stopped(client) -> None:
    for number in range(30):
        stranger = _from("203.0.113.9")
        register(stranger, name=f"puppet {number}", email=f"puppet{number}@example.org")
    assert Person.objects.count() == 20


def test_code_guessing_ends_with_the_third_wrong_code(client, owner) -> None:
    client.post("/accounts/login/code/", {"email": "harbour.owner@example.org"})
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    code = mailed_code(mail.outbox[-1])
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert not _is_in(client)


def test_code_theft_a_code_is_good_only_in_the_browser_that_asked_for_it(client, owner) -> None:
    client.post("/accounts/login/code/", {"email": "harbour.owner@example.org"})
    thief = Client(headers=SAME_ORIGIN)
    thief.post("/accounts/login/code/confirm/", {"code": mailed_code(mail.outbox[-1])})
    assert not _is_in(thief)


@pytest.mark.usefixtures("half_minute")
def test_second_factor_guessing_is_stopped(client, newspaper) -> None:
    newspaper.person("second step", role="moderator", can_log_in=True)
    _tries(client, PASSWORD, "second.step@example.org")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    client.post("/accounts/2fa/totp/activate/", {"code": figures(secret)})
    client.post("/accounts/logout/")
    _tries(client, PASSWORD, "second.step@example.org")
    for number in range(12):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})
    client.post("/accounts/2fa/authenticate/", {"code": figures(secret)})
    assert not _is_in(client)


@pytest.mark.parametrize("way", ["password", "code"])
def test_session_fixation_the_session_is_a_new_one_after_every_login(client, owner, way) -> None:
    client.get("/accounts/login/")
    client.session["planted"] = "by the attacker"
    client.session.save()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = session.session_key
    if way == "password":
        _tries(client, PASSWORD)
    else:
        client.post("/accounts/login/code/", {"email": "harbour.owner@example.org"})
        code = mailed_code(mail.outbox[-1])
        client.post("/accounts/login/code/confirm/", {"code": code})
    assert _is_in(client)
    assert client.session.session_key != session.session_key
    stranger = Client()
    stranger.cookies["session"] = session.session_key
    assert stranger.get("/me").status_code == 302


@pytest.mark.parametrize(
    "path",
    ["/accounts/login/", "/accounts/signup/", "/accounts/email/", "/accounts/password/change/"],
)
def test_csrf_a_form_of_another_site_does_nothing(client, owner, path) -> None:
    _tries(client, PASSWORD)
    forged = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(path, {"email": "evil@example.org"}, headers=forged).status_code == 403


def test_login_csrf_nobody_is_logged_in_to_an_attackers_account(client, owner) -> None:
    fields = {"login": "harbour.owner@example.org", "password": PASSWORD}
    client.post("/accounts/login/", fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert not _is_in(client)


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
@pytest.mark.parametrize("way", ["login", "signup", "logout", "code"])
def test_open_redirect_no_way_in_or_out_leads_to_another_site(client, owner, way, to) -> None:
    if way == "login":
        fields = {"login": "harbour.owner@example.org", "password": PASSWORD, "next": to}
        answer = client.post("/accounts/login/", fields)
    elif way == "signup":
        register(client, next=to)
        answer = confirm(client)
    elif way == "code":
        client.post("/accounts/login/code/", {"email": "harbour.owner@example.org", "next": to})
        code = mailed_code(mail.outbox[-1])
        answer = client.post("/accounts/login/code/confirm/", {"code": code, "next": to})
    else:
        _tries(client, PASSWORD)
        answer = client.post("/accounts/logout/", {"next": to})
    assert answer.headers["Location"] == "/"


def test_host_header_poisoning_sends_no_mail_and_makes_no_link(client, owner) -> None:
    fields = {"email": "harbour.owner@example.org"}
    answer = client.post("/accounts/password/reset/", fields, headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert mail.outbox == []


def test_mass_assignment_a_registration_sets_only_what_its_form_asks(client) -> None:
    register(
        client,
        id="1",
        is_active="",
        joined_at="2001-01-01",
        role="administrator",
        grants="administrator",
        casefold_key="admin",
    )
    joined = Person.objects.get()
    assert joined.id != 1
    assert joined.is_active
    assert joined.joined_at.year > 2001
    assert joined.casefold_key != "admin"
    assert not Grant.objects.exists()


def _someone_elses(newspaper) -> Person:
    return Person.objects.get(pk=newspaper.person().id)


@pytest.mark.parametrize("act", ["edit", "remove"])
def test_idor_somebody_elses_passkey_cannot_be_touched(client, owner, newspaper, act) -> None:
    theirs = Authenticator.objects.create(
        user=_someone_elses(newspaper), type=Authenticator.Type.WEBAUTHN, data={"name": "Theirs"}
    )
    _tries(client, PASSWORD)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    path = f"/accounts/2fa/webauthn/keys/{theirs.pk}/{act}/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"name": "Mine"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data == {"name": "Theirs"}


def test_idor_somebody_elses_connection_cannot_be_cut(client, owner, newspaper) -> None:
    theirs = SocialAccount.objects.create(
        user=_someone_elses(newspaper), provider="facebook", uid="1"
    )
    _tries(client, PASSWORD)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/3rdparty/", {"account": theirs.pk})
    assert SocialAccount.objects.filter(pk=theirs.pk).exists()


def test_idor_ending_sessions_ends_only_ones_own(client, owner, newspaper) -> None:
    other = newspaper.person("other owner", can_log_in=True)
    theirs = Client(headers=SAME_ORIGIN)
    _tries(theirs, PASSWORD, "other.owner@example.org")
    _tries(client, PASSWORD)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/sessions/")
    assert _is_in(theirs)
    assert UserSession.objects.filter(user_id=other.id).exists()


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/me", "/me/alerts"])
def test_clickjacking_no_page_of_an_account_shows_in_a_frame(client, owner, path) -> None:
    if path.startswith("/me"):
        _tries(client, PASSWORD)
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


def test_account_squatting_the_owner_of_an_address_gets_it_back(client) -> None:
    """Somebody registers with another's address; its owner takes the account over by a code."""
    squatter = _from("203.0.113.9")
    register(squatter, email="harbour.owner@example.org")
    cache.clear()
    asked = client.post("/accounts/password/reset/", {"email": "harbour.owner@example.org"})
    form = client.post(asked.headers["Location"], {"code": mailed_code(mail.outbox[-1])})
    chosen = {"password1": "ebb, flow, again", "password2": "ebb, flow, again"}
    client.post(form.headers["Location"], chosen)
    _tries(squatter, "rope and tide 9")
    assert not _is_in(squatter)


def test_no_network_address_is_kept_anywhere(client) -> None:
    visitor = _from("203.0.113.77")
    register(visitor)
    visitor.post(CODE_PAGE, {"code": "AAAA-AAAA"})
    confirm(visitor)
    visitor.post("/accounts/logout/")
    log_in(visitor)
    assert UserSession.objects.get().ip.startswith("fd")
    tables = [*apps.get_models(), None]
    for model in tables:
        table = model._meta.db_table if model else "kept_for_a_while"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert "203.0.113.77" not in str(cursor.fetchall()), table

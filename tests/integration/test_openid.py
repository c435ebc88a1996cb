"""Readers log in by any provider of OpenID Connect, against one that keeps the rules."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.services.registration import register
from integration.test_accounts import CODE_PAGE, mailed_code
from openid import openid_provider

LOGIN = "/accounts/oidc/paper/login/"


@pytest.fixture(scope="module")
def provider():
    with openid_provider() as running:
        yield running


@pytest.fixture
def client(newspaper, provider, settings) -> Client:
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": provider.apps(), "OAUTH_PKCE_ENABLED": True}
    }
    provider.said_instead = {}
    provider.claims = {
        "sub": "77",
        "name": "Ada Quay",
        "email": "ada@example.org",
        "email_verified": True,
    }
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def _come_back(client: Client, provider) -> str:
    begun = client.post(LOGIN, {"process": "login", "next": "/me"})
    answer = client.get(provider.answer(begun.headers["Location"]))
    return str(answer.headers.get("Location", answer.status_code))


def test_a_reader_joins_and_logs_in_by_a_provider(client, provider) -> None:
    assert _come_back(client, provider) == "/accounts/3rdparty/signup/"
    form = client.get("/accounts/3rdparty/signup/").content.decode()
    assert 'value="Ada Quay"' in form
    client.post("/accounts/3rdparty/signup/", {"name": "Ada Quay", "email": "ada@example.org"})
    assert "Ada Quay" in client.get("/me").content.decode()
    client.post("/accounts/logout/")
    assert _come_back(client, provider) == "/me"


def test_a_provider_that_does_not_vouch_for_an_address_has_it_confirmed(client, provider) -> None:
    provider.claims["email_verified"] = False
    _come_back(client, provider)
    joined = client.post(
        "/accounts/3rdparty/signup/", {"name": "Ada Quay", "email": "ada@example.org"}
    )
    assert joined.headers["Location"] == CODE_PAGE
    assert client.get("/me").status_code == 302
    client.post(CODE_PAGE, {"code": mailed_code(mail.outbox[-1])})
    assert EmailAddress.objects.get(email="ada@example.org").verified


def test_a_provider_may_spell_an_address_in_another_way(client, provider) -> None:
    register(email="ada@xn--mnchen-3ya.example", name="Ada", password=None)
    provider.claims["email"] = "Ada@m\u00fcnchen.example\u200b"
    _come_back(client, provider)
    form = client.get("/accounts/3rdparty/signup/").content.decode()
    assert 'value="ada@xn--mnchen-3ya.example"' in form
    for typed in ("ada@xn--mnchen-3ya.example", "ada@m\u00fcnchen.example"):
        client.post("/accounts/3rdparty/signup/", {"name": "Not Ada", "email": typed})
    assert EmailAddress.objects.count() == 1
    assert {message.subject for message in mail.outbox} == {
        "You already have an account at The Test"
    }


def test_account_takeover_by_an_address_is_refused(client, provider, newspaper) -> None:
    owner = newspaper.person("ada", can_log_in=True)
    _come_back(client, provider)
    client.post("/accounts/3rdparty/signup/", {"name": "Not Ada", "email": "ada@example.org"})
    assert client.get("/me").status_code == 302
    assert not SocialAccount.objects.filter(user_id=owner.id).exists()
    assert mail.outbox[-1].subject == "You already have an account at The Test"


def test_mass_assignment_claims_make_nobody_an_editor(client, provider) -> None:
    provider.claims |= {"role": "editor", "is_active": False, "grants": ["administrator"]}
    _come_back(client, provider)
    client.post(
        "/accounts/3rdparty/signup/",
        {"name": "Ada Quay", "email": "ada@example.org", "role": "editor", "is_active": "0"},
    )
    joined = Person.objects.get(name="Ada Quay")
    assert joined.is_active
    assert not joined.grants.exists()


def test_oauth_state_of_another_browser_is_refused(client, provider) -> None:
    begun = client.post(LOGIN, {"process": "login"})
    victim = Client(headers={"Sec-Fetch-Site": "cross-site"})
    answer = victim.get(provider.answer(begun.headers["Location"]))
    assert "That didn’t work" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("nonce", ["of another login", ""])
def test_oauth_nonce_of_another_login_is_refused(client, provider, nonce) -> None:
    """An ID token that was made for another login, and is played again in this one."""
    provider.said_instead = {"nonce": nonce}
    begun = client.post(LOGIN, {"process": "login"})
    answer = client.get(provider.answer(begun.headers["Location"]))
    assert "That didn’t work" in answer.content.decode()
    assert client.get("/accounts/3rdparty/signup/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_oauth_nonce_is_another_one_each_time(client) -> None:
    asked = [client.post(LOGIN, {"process": "login"}).headers["Location"] for _ in range(2)]
    first, second = (parse_qs(urlsplit(address).query)["nonce"] for address in asked)
    assert first != second
    assert len(first[0]) >= 32


def test_an_oauth_nonce_named_by_a_link_is_not_used(client) -> None:
    chosen = client.post(f"{LOGIN}?auth_params=nonce%3Dmine", {"process": "login"})
    assert parse_qs(urlsplit(chosen.headers["Location"]).query)["nonce"] != ["mine"]


def test_an_issuer_other_than_the_configured_one_is_refused(client, provider, settings) -> None:
    """Its metadata say one thing, what is configured another: a provider mixed up (RFC 9207)."""
    apps = provider.apps()
    apps[0]["settings"] = {"server_url": provider.url.replace("127.0.0.1", "localhost")}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}
    }
    begun = client.post(LOGIN, {"process": "login"})
    answer = client.get(provider.answer(begun.headers["Location"]))
    assert "That didn’t work" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_oauth_code_injection_is_stopped_by_pkce(client, provider) -> None:
    """A code that was given out to another login does not fit this one's verifier."""
    stranger = Client(headers={"Sec-Fetch-Site": "same-origin"})
    theirs = stranger.post(LOGIN, {"process": "login"}).headers["Location"]
    stolen = parse_qs(urlsplit(provider.answer(theirs)).query)["code"][0]
    ours = client.post(LOGIN, {"process": "login"}).headers["Location"]
    state = parse_qs(urlsplit(ours).query)["state"][0]
    answer = client.get(f"/accounts/oidc/paper/login/callback/?code={stolen}&state={state}")
    assert "That didn’t work" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_open_redirect_after_a_provider_is_refused(client, provider) -> None:
    begun = client.post(LOGIN, {"process": "login", "next": "https://evil.example/"})
    back = client.get(provider.answer(begun.headers["Location"]))
    assert "evil" not in back.headers["Location"]
    joined = client.post(
        "/accounts/3rdparty/signup/", {"name": "Ada Quay", "email": "ada@example.org"}
    )
    assert joined.headers["Location"] == "/"

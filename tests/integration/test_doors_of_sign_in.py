"""What strangers try at the pages of sign-in: who is known here, where it leads, what is kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings

from belowline.accounts.models import Person
from belowline.accounts.services import facebook
from belowline.core.refusals import NotAllowed
from belowline.web.addresses import ADDRESSES
from newspaper import PASSWORD

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def _room(db) -> None:
    cache.clear()


@pytest.fixture
def known(newspaper):
    return newspaper.person("known one", can_log_in=True)


def _register(address: str, name: str):
    fields = {"email": address, "name": name, "password1": "correct horse 77"}
    return Client(headers=HERE).post("/accounts/signup/", fields)


def test_registering_costs_the_same_work_whether_the_address_is_known(
    known, monkeypatch, settings
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    answers = [_register("nobody.yet@example.org", "first name")]
    work = len(hashed)
    answers.append(_register("known.one@example.org", "second name"))
    assert len(hashed) == 2 * work > 0
    assert len({(it.status_code, it.headers["Location"]) for it in answers}) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alike", ["name", "address"])
def test_two_who_register_at_once_with_the_same_are_no_fault(newspaper, alike, monkeypatch) -> None:
    both = Barrier(2, timeout=20)
    save = Person.save

    def together(self, *args, **kwargs):
        if self._state.adding:
            both.wait()
        save(self, *args, **kwargs)

    monkeypatch.setattr(Person, "save", together)

    def register(number: int) -> int:
        address = "same@example.org" if alike == "address" else f"other{number}@example.org"
        name = "same name" if alike == "name" else f"other name {number}"
        try:
            return _register(address, name).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(register, range(2)))
    assert statuses == [302, 409]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "aim",
    ["//localhost", "//evil.example/", "/\\evil.example", "https:evil.example", "//testserver/x"],
)
def test_a_login_leads_nowhere_else(known, aim) -> None:
    fields = {"login": "known.one@example.org", "password": PASSWORD, "next": aim}
    answer = Client(headers=HERE).post(f"/accounts/login/?next={aim}", fields)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@override_settings(OWN_HOSTS=["testserver"], SITE_URL="https://paper.example")
def test_links_in_mails_lead_to_the_publication_whatever_host_was_asked(newspaper, mailoutbox):
    browser = Client(headers=HERE)
    asked = {"HTTP_HOST": "testserver:8443"}
    browser.post("/accounts/password/reset/", {"email": "nobody@example.org"}, **asked)
    browser.post("/accounts/signup/", {"email": "x@example.org", "name": "some one"}, **asked)
    newspaper.person("known one")
    _register("known.one@example.org", "another name")
    texts = "".join(mail.body for mail in mailoutbox)
    assert "https://paper.example/accounts/" in texts
    assert "8443" not in texts


def test_nothing_about_oneself_is_kept_by_a_cache(known, client_of, newspaper) -> None:
    browser = client_of(known)
    routes = {it.route for it in ADDRESSES if it.route.startswith("accounts/")}
    seen = 0
    for route in sorted(it for it in routes if "<" not in it and "logout" not in it):
        answer = browser.get(f"/{route}")
        assert "no-store" in answer.headers.get("Cache-Control", ""), route
        seen += answer.status_code == 200
    assert seen > 5


def test_nothing_of_a_request_in_facebooks_name_is_read_before_it_is_verified(monkeypatch) -> None:
    def read(_):
        raise AssertionError("it was read")

    monkeypatch.setattr(facebook.json, "loads", read)
    for signed in ("AAAA.AAAA", "....", "", "=.=", "A" * 5000, f"{'A' * 43}.{'[' * 3000}"):
        with pytest.raises(NotAllowed):
            facebook.read_signed_request(signed, secret="app secret")


@pytest.mark.parametrize("path", ["/me", "/accounts/login/", "/api/v1/counts", "/c/x/more"])
def test_more_fields_than_anything_asks_for_are_refused_in_one_sentence(newspaper, path, caplog):
    browser = Client(headers=HERE)
    many = "&".join(f"f{number}=1" for number in range(300))
    assert browser.get(f"{path}?{many}").status_code == 413
    sent = browser.post("/accounts/login/", many, content_type="application/x-www-form-urlencoded")
    assert sent.status_code == 413
    assert b"too many fields" in sent.content
    assert not [line for line in caplog.records if line.exc_info]

"""One mailbox is one account, and codes are taken as people type them."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.queries.people import person_id_by_email
from belowline.accounts.queries.staff import person_id_by_confirmed_address
from belowline.accounts.services.registration import register as set_up
from belowline.accounts.services.sso.claims import read_claims
from belowline.core.refusals import Invalid
from integration.test_accounts import CODE_PAGE, REGISTRATION, confirm, mailed_code, register

OTHER_SPELLINGS = [
    "info@münchen.example",
    "INFO@MÜNCHEN.example",
    "in\u00adfo@xn--mnchen-3ya.example\u200b",
    "ｉｎｆｏ＠münchen．example",
]
SPELLING = "info@xn--mnchen-3ya.example"
PASSWORD = REGISTRATION["password1"]


@pytest.fixture
def client(newspaper) -> Client:
    cache.clear()
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture
def owner(newspaper) -> Person:
    return Person.objects.get(pk=set_up(email=SPELLING, name="Owner", password=PASSWORD))


@pytest.mark.parametrize("address", OTHER_SPELLINGS)
def test_another_spelling_of_an_address_makes_no_second_account(client, owner, address):
    register(client, email=address, name="Second Owner")
    [message] = mail.outbox
    assert message.to == [SPELLING]
    assert "already" in message.body
    with pytest.raises(Invalid, match="already an account"):
        set_up(email=address, name="Third Owner", password=None)
    assert Person.objects.count() == 1


@pytest.mark.parametrize("address", OTHER_SPELLINGS)
def test_an_account_is_found_by_every_spelling(client, owner, address):
    client.post("/accounts/login/", {"login": address, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(owner.pk)
    client.post("/accounts/logout/")
    client.post("/accounts/password/reset/", {"email": address})
    client.post("/accounts/login/code/", {"email": address})
    assert [message.to for message in mail.outbox] == [[SPELLING], [SPELLING]]
    assert person_id_by_email(address) == owner.pk
    assert person_id_by_confirmed_address(address) == owner.pk
    told = {"iss": "i", "sub": "s", "jti": "j", "iat": 1, "email": address}
    assert read_claims(told).email == SPELLING


def test_an_address_is_changed_to_its_one_spelling(client, owner):
    client.post("/accounts/login/", {"login": SPELLING, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "", "email": "new@BÜCHER.example"})
    assert mail.outbox[-1].to == ["new@xn--bcher-kva.example"]


def full_width(code: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in code)


@pytest.mark.parametrize(
    "typed",
    [full_width, str.lower, " ".join, lambda code: code.replace("-", "\u2010")],
)
def test_a_mailed_code_is_taken_as_people_type_it(client, typed):
    register(client)
    client.post(CODE_PAGE, {"code": typed(mailed_code(mail.outbox[-1]))})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("ask", "take"),
    [
        ("/accounts/login/code/", "/accounts/login/code/confirm/"),
        ("/accounts/password/reset/", "/accounts/password/reset/confirm/"),
    ],
)
def test_so_are_the_codes_to_log_in_and_for_another_password(client, ask, take):
    register(client)
    confirm(client)
    client.post("/accounts/logout/")
    client.post(ask, {"email": REGISTRATION["email"]})
    answer = client.post(take, {"code": full_width(mailed_code(mail.outbox[-1]))})
    assert answer.status_code == 302


def respell() -> None:
    migration = import_module("belowline.accounts.migrations.0008_one_spelling")
    migration.respell_addresses(apps, SimpleNamespace(connection=connection))


def kept_before(email: str, name: str) -> Person:
    person = Person.objects.get(pk=set_up(email="x@example.org", name=name, password=PASSWORD))
    EmailAddress.objects.filter(user=person).update(email=email)
    Person.objects.filter(pk=person.pk).update(email=email)
    return person


def test_addresses_that_were_kept_before_get_their_one_spelling(client):
    person = kept_before("info@münchen.example", "Owner")
    respell()
    assert Person.objects.get(pk=person.pk).email == SPELLING
    assert EmailAddress.objects.get(user=person).email == SPELLING


def test_two_accounts_of_one_mailbox_stay_two_and_both_can_log_in(client, owner):
    other = kept_before("info@münchen.example", "Other")
    respell()
    assert EmailAddress.objects.get(user=owner).email == SPELLING
    for person, typed in ((owner, SPELLING), (other, "info@münchen.example")):
        client.post("/accounts/login/", {"login": typed, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(person.pk)
        client.post("/accounts/logout/")

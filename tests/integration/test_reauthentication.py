"""Whoever has neither a password nor a second factor types a code before the keys are changed."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from belowline.accounts.models import DeletionRequest
from integration.test_accounts import mailed_code

PROOF = "/accounts/proof/?next=/accounts/email/"


@pytest.fixture
def client(newspaper, client_of) -> Client:
    cache.clear()
    return client_of(newspaper.person("came by facebook"))


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/set/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/3rdparty/",
        "/accounts/sessions/",
    ],
)
def test_no_key_is_changed_before_the_code(client, path) -> None:
    for answer in (client.get(path), client.post(path, {"email": "thief@example.org"})):
        assert answer.headers["Location"] == f"/accounts/proof/?next={path}"


def test_the_code_opens_the_way_for_a_while(client) -> None:
    assert client.get(PROOF).status_code == 200
    assert mail.outbox[-1].to == ["came.by.facebook@example.org"]
    code = mailed_code(mail.outbox[-1]).lower().replace("-", " ")
    answer = client.post(PROOF, {"code": code, "next": "/accounts/email/"})
    assert answer.headers["Location"] == "/accounts/email/"
    assert client.get("/accounts/email/").status_code == 200


def test_three_wrong_codes_end_it(client) -> None:
    client.get(PROOF)
    for _ in range(3):
        last = client.post(PROOF, {"code": "WRONG"})
    assert "wrong code three times" in last.content.decode()
    code = mailed_code(mail.outbox[-1])
    client.post(PROOF, {"code": code})
    assert client.get("/accounts/email/").status_code == 302


def test_codes_are_not_sent_without_end(client) -> None:
    statuses = [client.post(PROOF, {"again": "1"}).status_code for _ in range(7)]
    assert statuses[-1] == 429
    assert len(mail.outbox) == 5


def test_open_redirect_the_proof_leads_nowhere_else(client) -> None:
    client.get("/accounts/proof/?next=//evil.example/")
    code = mailed_code(mail.outbox[-1])
    answer = client.post("/accounts/proof/", {"code": code, "next": "//evil.example/"})
    assert answer.headers["Location"] == "/me"


def test_no_account_is_deleted_before_the_code(client) -> None:
    assert client.get("/me/delete").status_code == 200
    answer = client.post("/me/delete", {"choice": "everything"})
    assert answer.headers["Location"] == "/accounts/proof/?next=/me/delete"
    assert not DeletionRequest.objects.exists()

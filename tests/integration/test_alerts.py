"""News alerts: an invitation subscribes nobody; a press does, and its words are kept."""

import re
import time

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils.translation import override

from belowline.accounts.services.signups import announce_signup
from belowline.audience.models import Consent, Invitation
from belowline.audience.queries.alerts import choice, invitation_token
from belowline.audience.services.alert_choices import choose_alerts
from belowline.config.background import work_once

YES = "Email me breaking-news alerts from The Test"


@pytest.fixture
def client(newspaper) -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def _joins(newspaper, way: str):
    reader = newspaper.person()
    announce_signup(person_id=reader.id, publication_id=newspaper.publication_id, way=way)
    work_once()
    return reader


def _invited(newspaper, settings, who: str) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"invite_to_alerts": who})


def _link(message) -> str:
    return re.search(r"https?://[^/\s]+(/alerts/\S+)", message.body)[1]


@pytest.mark.parametrize(
    ("who", "way", "mails"),
    [
        ("facebook", "facebook", 1),
        ("facebook", "email", 0),
        ("everybody", "email", 1),
        ("nobody", "facebook", 0),
    ],
)
def test_who_joins_is_invited_as_the_setting_says(newspaper, settings, who, way, mails) -> None:
    _invited(newspaper, settings, who)
    _joins(newspaper, way)
    assert len(mail.outbox) == mails
    assert not Consent.objects.exists()


def test_nobody_is_invited_twice(newspaper) -> None:
    reader = _joins(newspaper, "facebook")
    announce_signup(person_id=reader.id, publication_id=newspaper.publication_id, way="facebook")
    work_once()
    assert len(mail.outbox) == 1
    assert Invitation.objects.count() == 1


def test_opening_the_invitation_decides_nothing_and_a_press_does(newspaper, client) -> None:
    reader = _joins(newspaper, "facebook")
    link = _link(mail.outbox[0])
    assert YES in client.get(link).content.decode()
    assert not Consent.objects.exists()
    client.post(link, {"answer": "yes"})
    kept = choice(person_id=reader.id, publication_id=newspaper.publication_id)
    assert kept is not None
    assert kept.wanted
    assert kept.wording == YES
    client.post(link, {"answer": "no"})
    later = choice(person_id=reader.id, publication_id=newspaper.publication_id)
    assert later is not None
    assert not later.wanted
    assert Consent.objects.count() == 2


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_an_answer_that_is_neither_is_refused(newspaper, client, answer) -> None:
    _joins(newspaper, "facebook")
    assert client.post(_link(mail.outbox[0]), {"answer": answer}).status_code == 422
    assert not Consent.objects.exists()


def test_idor_a_made_up_invitation_answers_for_nobody(newspaper, client) -> None:
    reader = newspaper.person()
    good = invitation_token(person_id=reader.id, publication_id=newspaper.publication_id)
    other = invitation_token(person_id=reader.id, publication_id=1)
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), "nonsense", other):
        assert client.post(f"/alerts/{token}", {"answer": "yes"}).status_code == 404
    assert not Consent.objects.exists()


def test_the_invitation_logs_nobody_in(newspaper, client) -> None:
    _joins(newspaper, "facebook")
    client.get(_link(mail.outbox[0]))
    client.post(_link(mail.outbox[0]), {"answer": "yes"})
    assert client.get("/me").status_code == 302


def test_a_reader_chooses_in_the_account_as_well(newspaper, client_of) -> None:
    reader = newspaper.person()
    client = client_of(reader)
    client.post("/me/alerts", {"answer": "yes"})
    assert "News alerts are on" in client.get("/me/alerts").content.decode()
    assert Consent.objects.get().asked_by == "account"


def test_the_invitation_is_in_the_language_in_which_somebody_joined(newspaper) -> None:
    with override("ja"):
        _joins(newspaper, "facebook")
    assert mail.outbox[0].subject == "【The Test】ニュース速報メールのご案内"


def test_an_invitation_is_good_for_sixty_days(newspaper, client, monkeypatch) -> None:
    reader = _joins(newspaper, "facebook")
    link = _link(mail.outbox[0])
    moment = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: moment + 61 * 24 * 3600)
    assert client.post(link, {"answer": "yes"}).status_code == 404
    monkeypatch.setattr(signing.time, "time", lambda: moment + 59 * 24 * 3600)
    assert client.post(link, {"answer": "yes"}).status_code < 400
    assert choice(person_id=reader.id, publication_id=newspaper.publication_id).wanted


def test_the_newest_answer_counts(newspaper) -> None:
    reader = newspaper.person()
    for wanted in (True, False):
        choose_alerts(
            person_id=reader.id,
            publication_id=newspaper.publication_id,
            wanted=wanted,
            wording="",
            asked_by="account",
        )
    assert not choice(person_id=reader.id, publication_id=newspaper.publication_id).wanted

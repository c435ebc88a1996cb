"""A publisher's server says who subscribes, in a token that it has signed."""

import json
from datetime import timedelta

import jwt
import pytest

from belowline.accounts.models import Badge
from belowline.accounts.queries.subscribers import listed_subscribers, subscribers_among
from belowline.core.clock import now
from belowline.core.models import OutboxEvent
from integration.sso import browser, call, hand_over, is_in, knowing
from publisher import SHARED_KEY, claims

pytestmark = pytest.mark.django_db


def signed(subscriptions: object, key: str = SHARED_KEY, **changed: object) -> str:
    said = {"sub": None, "name": None, "subscriptions": subscriptions, **changed}
    return jwt.encode(claims(**said), key, "HS256")


def send(token: str, **headers: str):
    with knowing():
        return call(
            "POST",
            "subscriptions",
            {"token": token},
            **{"Origin": "", "Sec-Fetch-Site": "", **headers},
        )


def entry(email: str, until: str | None = "2031-03-31") -> dict[str, object]:
    return {"email": email, "until": until}


@pytest.fixture
def readers(newspaper):
    return [newspaper.person(name, can_log_in=True) for name in ("ada", "ben")]


def test_whoever_is_on_the_list_subscribes_until_the_last_day(readers, newspaper) -> None:
    answer = send(
        signed([entry("Ada@example.org"), entry("ben@example.org"), entry("no@example.org")])
    )
    assert (answer.status_code, answer.json()) == (200, {"subscribers": 2, "unknown": 1})
    assert answer["Cache-Control"] == "no-store"
    ids = {it.id for it in readers}
    assert subscribers_among(ids, newspaper.publication_id) == ids
    # The end of the day in the publication's time zone, which is Tokyo's.
    assert {it.ends_at.isoformat() for it in listed_subscribers(newspaper.publication_id)} == {
        "2031-03-31T15:00:00+00:00"
    }


def test_the_same_list_again_changes_nothing_more(readers) -> None:
    for _ in range(2):
        answer = send(signed([entry("ada@example.org")]))
        assert answer.json() == {"subscribers": 1, "unknown": 0}
    [badge] = Badge.objects.all()
    assert (badge.person_id, badge.source) == (readers[0].id, "list")


def test_null_ends_a_subscription_now(readers, newspaper) -> None:
    send(signed([entry("ada@example.org"), entry("ben@example.org")]))
    send(signed([entry("ada@example.org", None)]))
    ids = {it.id for it in readers}
    assert subscribers_among(ids, newspaper.publication_id) == {readers[1].id}


@pytest.mark.parametrize(
    ("subscriptions", "field"),
    [
        ("all of them", "subscriptions"),
        ([{"email": "ada@example.org"}] * 501, "subscriptions"),
        ([{"email": "ada@example.org", "until": "2031-03-31"}, "ben"], "subscriptions.1"),
        ([{"email": "ada@example.org"}], "subscriptions.0"),
        ([{"email": 7, "until": None}], "subscriptions.0.email"),
        ([{"email": "ada@example.org", "until": "31.3.2031"}], "subscriptions.0.until"),
        ([{"email": "ada@example.org", "until": 20310331}], "subscriptions.0.until"),
    ],
)
def test_a_list_with_a_fault_is_refused_whole_and_the_fault_is_named(
    readers, subscriptions, field
) -> None:
    answer = send(signed(subscriptions))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["field"] == field
    assert not Badge.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "another key that is longer than thirty-two bytes"},
        {"sub": "reader-1"},
        {"iss": "https://evil.example"},
        {"aud": "https://elsewhere.example"},
        {"publication": "other"},
        {"exp": 1},
        {"iat": int((now() - timedelta(hours=1)).timestamp())},
        {"jti": None},
        {"jti": 7},
    ],
)
def test_what_is_not_signed_as_agreed_is_refused(readers, changed) -> None:
    answer = send(signed([entry("ada@example.org")], **changed))
    assert (answer.status_code, answer.json()["code"]) == (403, "statement-refused")
    assert not Badge.objects.exists()


def test_a_token_is_good_once(readers) -> None:
    token = signed([entry("ada@example.org")])
    assert [send(token).status_code for _ in range(2)] == [200, 403]


def test_a_readers_token_says_nothing_of_subscriptions_and_a_list_logs_nobody_in(readers) -> None:
    assert send(jwt.encode(claims(), SHARED_KEY, "HS256")).status_code == 403
    client = browser()
    with knowing():
        assert hand_over(client, signed([entry("ada@example.org")])).status_code == 403
    assert not is_in(client)


def test_it_comes_from_a_server_and_from_no_other_sites_page(readers) -> None:
    token = signed([entry("ada@example.org")])
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert send(token, **evil).status_code == 403
    assert not Badge.objects.exists()


def test_a_full_list_is_taken_and_the_pages_hear_of_it(newspaper, readers) -> None:
    many = [entry(f"reader-{n}@example.org") for n in range(499)]
    answer = send(signed([*many, entry("ada@example.org")]))
    assert answer.json() == {"subscribers": 1, "unknown": 499}
    assert OutboxEvent.objects.filter(name="BadgesChanged").count() == 1


def test_lists_are_counted_by_network_and_issuer(readers, settings) -> None:
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"subscriber_lists_per_minute": 2}
    )
    answers = [send(json.dumps("guessed")) for _ in range(3)]
    assert [it.status_code for it in answers] == [403, 403, 429]
    assert answers[2]["Retry-After"]

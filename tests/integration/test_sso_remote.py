"""Logins on a publisher's own pages: codes, bearer tokens, and whose pages may ask."""

import json
from datetime import timedelta

import jwt
import pytest
from django.core.cache import cache
from django.test import Client

from belowline.accounts.models import HandoverCode, Person, RemoteSession
from belowline.accounts.services.logout import log_out
from belowline.accounts.services.sso.remote import begin_remote_session, give_code
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Vote
from belowline.newsroom.services.founding import create_publication
from integration.sso import ORIGIN, call, knowing, knowing_all
from newspaper import PASSWORD
from publisher import SHARED_KEY, claims

OTHER = "https://shop.paper.example"
NEAR_MISSES = [
    "",
    "null",
    "*",
    "https://www.paper.example.",
    "https://www.paper.example/",
    "https://www.paper.example:443",
    "https://www.paper.example:8443",
    "http://www.paper.example",
    "https://www.paper.example.evil.example",
    "https://www.paper.exampl",
    "https://paper.example",
    "https://evil-www.paper.example",
    "https://a.www.paper.example",
    "https://WWW.PAPER.EXAMPLE",
    "https://www.paper.example@evil.example",
    "https://www.paper.example\\@evil.example",
    "https://www.paper.example#",
    "//www.paper.example",
    "www.paper.example",
    "https://www.раper.example",
]


@pytest.fixture(autouse=True)
def _known(newspaper):
    cache.clear()
    with knowing(origins=[ORIGIN, OTHER]):
        yield


@pytest.fixture
def reader(newspaper):
    return newspaper.person("ada", can_log_in=True)


@pytest.fixture
def bearer(newspaper, reader) -> str:
    return begin_remote_session(
        person_id=reader.id, publication_id=newspaper.publication_id, origin=ORIGIN
    )[0]


def code_for(newspaper, reader, origin: str = ORIGIN) -> str:
    return give_code(person_id=reader.id, publication_id=newspaper.publication_id, origin=origin)


def test_a_code_becomes_a_bearer_token_by_which_one_posts(newspaper, reader) -> None:
    thread = newspaper.thread()
    begun = call("POST", "session", {"code": code_for(newspaper, reader)})
    assert begun.status_code == 201
    assert begun.json()["name"] == "ada"
    assert begun.headers["Cache-Control"] == "no-store"
    assert begun.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Access-Control-Allow-Credentials" not in begun.headers
    assert not begun.cookies
    token = begun.json()["token"]
    posted = call("POST", f"threads/{thread.ref}/comments", {"text": "Hello."}, token=token)
    assert posted.status_code == 201
    assert posted.json()["author"] == "ada"
    assert call("GET", f"threads/{thread.ref}/mine", token=token).json()["name"] == "ada"


def test_a_publishers_page_may_hand_its_own_token_over_instead(newspaper) -> None:
    begun = call("POST", "session", {"token": jwt.encode(claims(), SHARED_KEY, "HS256")})
    assert begun.status_code == 201
    assert begun.json()["name"] == "Ada Quay"
    again = call("POST", "session", {"token": jwt.encode(claims(), "x" * 40, "HS256")})
    assert (again.status_code, again.json()["code"]) == (403, "token-refused")


def test_code_replay_a_code_is_good_once(newspaper, reader) -> None:
    code = code_for(newspaper, reader)
    assert call("POST", "session", {"code": code}).status_code == 201
    assert call("POST", "session", {"code": code}).status_code == 403
    assert RemoteSession.objects.count() == 1


def test_a_code_for_one_origin_is_good_at_no_other_and_then_at_none(newspaper, reader) -> None:
    code = code_for(newspaper, reader)
    assert call("POST", "session", {"code": code}, Origin=OTHER).status_code == 403
    assert call("POST", "session", {"code": code}).status_code == 403
    assert not RemoteSession.objects.exists()


def test_a_code_is_good_for_a_minute(newspaper, reader) -> None:
    code = code_for(newspaper, reader)
    HandoverCode.objects.update(expires_at=now() - timedelta(seconds=1))
    assert call("POST", "session", {"code": code}).status_code == 403


def test_neither_code_nor_token_is_kept(newspaper, reader, bearer) -> None:
    code = code_for(newspaper, reader)
    assert code not in str(HandoverCode.objects.values())
    assert bearer not in str(RemoteSession.objects.values())
    assert len(bearer) >= 43


@pytest.mark.parametrize("origin", NEAR_MISSES)
def test_near_miss_origins_get_nothing(newspaper, reader, client_of, origin) -> None:
    popup = client_of(reader)
    assert popup.get("/sso/popup", {"origin": origin}).status_code == 403
    assert popup.post("/sso/popup", {"origin": origin}).status_code == 403
    code = code_for(newspaper, reader)
    if origin.isascii():
        refused = call("POST", "session", {"code": code}, Origin=origin)
        assert refused.status_code == 403
        assert "Access-Control-Allow-Origin" not in refused.headers
    assert not RemoteSession.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"code": "x", "token": "y"}, {"code": "x" * 101}, {"token": 7}]
)
def test_a_session_begins_with_either_of_two_things(body) -> None:
    assert call("POST", "session", body).status_code == 422


def test_the_pop_up_gives_a_code_to_whoever_is_logged_in(newspaper, reader, client_of) -> None:
    client = client_of(reader)
    page = client.get("/sso/popup", {"origin": ORIGIN, "state": '"><script>'})
    html = page.content.decode()
    assert page.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert page.headers["Cache-Control"] == "no-store"
    assert f'data-origin="{ORIGIN}" data-state="&#34;&gt;&lt;script&gt;"' in html
    assert not HandoverCode.objects.exists(), "only a press of the page's own script makes a code"
    code = client.post("/sso/popup", {"origin": ORIGIN}).json()["code"]
    assert code not in html
    assert call("POST", "session", {"code": code}).json()["name"] == "ada"


def test_nobody_else_has_a_code_made(reader, client_of) -> None:
    stranger = Client(headers={"Sec-Fetch-Site": "same-origin", "Accept": "application/json"})
    assert stranger.post("/sso/popup", {"origin": ORIGIN}).status_code == 401
    forging = client_of(reader)
    forged = {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}
    assert forging.post("/sso/popup", {"origin": ORIGIN}, headers=forged).status_code == 403
    assert not HandoverCode.objects.exists()


@pytest.mark.parametrize("path", ["/accounts/login/", "/sso/done", "/me"])
def test_every_other_page_keeps_its_opener_off(reader, client_of, path) -> None:
    answer = client_of(reader).get(path, follow=True)
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_bearer_token_is_good_for_its_origin_only(newspaper, bearer) -> None:
    thread = newspaper.thread()
    path = f"threads/{thread.ref}/mine"
    assert call("GET", path, token=bearer, Origin=OTHER).status_code == 401
    assert call("GET", path, token=bearer, Origin="https://evil.example").status_code == 401
    assert call("GET", path, token=bearer, Origin="").status_code == 200
    evil = call(
        "POST", f"threads/{thread.ref}/comments", {"text": "x"}, token=bearer, Origin="null"
    )
    assert evil.status_code == 403


def test_a_bearer_token_is_good_for_its_publication_only(newspaper, reader) -> None:
    other = create_publication(slug="other", name="O", time_zone="UTC", host="other.example")
    token, _ = begin_remote_session(person_id=reader.id, publication_id=other, origin=ORIGIN)
    assert call("GET", f"threads/{newspaper.thread().ref}/mine", token=token).status_code == 401


def test_where_a_token_is_shown_no_cookie_counts(newspaper, client_of, bearer) -> None:
    victim = client_of(newspaper.person("victim"))
    comment = encode(newspaper.comment(newspaper.thread(), "Vote on me."))

    def vote(token: str):
        return victim.put(
            f"/api/v1/comments/{comment}/vote",
            json.dumps({"value": 1}),
            content_type="application/json",
            headers={
                "Authorization": f"Bearer {token}",
                "Origin": ORIGIN,
                "Sec-Fetch-Site": "cross-site",
            },
        )

    assert vote("made up").status_code == 401
    assert vote("").status_code == 401
    assert not Vote.objects.exists()
    assert vote(bearer).status_code == 200
    assert Vote.objects.get().person.name == "ada"


def test_a_bearer_token_opens_no_page_of_the_site(bearer) -> None:
    client = Client(headers={"Authorization": f"Bearer {bearer}"})
    for path in ("/me", "/desk/", "/me/settings"):
        assert client.get(path).headers["Location"].startswith("/accounts/login/")


def test_a_bearer_login_ends_when_it_is_ended(newspaper, bearer) -> None:
    assert call("DELETE", "session", token=bearer).status_code == 204
    assert call("GET", f"threads/{newspaper.thread().ref}/mine", token=bearer).status_code == 401
    assert call("DELETE", "session", token=bearer).status_code == 401


def test_a_bearer_login_ends_by_itself(newspaper, bearer) -> None:
    RemoteSession.objects.update(expires_at=now() - timedelta(seconds=1))
    assert call("GET", f"threads/{newspaper.thread().ref}/mine", token=bearer).status_code == 401


@pytest.mark.parametrize("change", [{"password": "another"}, {"is_active": False}])
def test_a_bearer_login_ends_with_the_password_and_with_the_account(
    newspaper, reader, bearer, change
) -> None:
    Person.objects.filter(pk=reader.id).update(**change)
    thread = newspaper.thread()
    assert call("GET", f"threads/{thread.ref}/mine", token=bearer).status_code == 401
    posted = call("POST", f"threads/{thread.ref}/comments", {"text": "Still?"}, token=bearer)
    assert posted.status_code == 401
    assert not Comment.objects.exists()


def test_logging_out_everywhere_ends_logins_on_publishers_pages(newspaper, reader, bearer) -> None:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.post("/accounts/login/", {"login": "ada@example.org", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    code_for(newspaper, reader)
    page = client.get("/accounts/sessions/").content.decode()
    assert ORIGIN in page
    assert "Log out everywhere else" in page
    stranger = begin_remote_session(
        person_id=newspaper.person().id, publication_id=newspaper.publication_id, origin=ORIGIN
    )[0]
    client.post("/accounts/sessions/")
    thread = newspaper.thread()
    assert call("GET", f"threads/{thread.ref}/mine", token=bearer).status_code == 401
    assert call("GET", f"threads/{thread.ref}/mine", token=stranger).status_code == 200
    assert not HandoverCode.objects.exists()


def test_the_publishers_own_hand_ends_logins_on_publishers_pages_as_well(
    newspaper, reader, bearer
) -> None:
    thread = newspaper.thread()
    log_out(person_id=newspaper.person().id)
    assert call("GET", f"threads/{thread.ref}/mine", token=bearer).status_code == 200
    assert log_out(person_id=reader.id) == 1
    assert call("GET", f"threads/{thread.ref}/mine", token=bearer).status_code == 401


def test_browsers_are_told_before_what_listed_origins_may(newspaper) -> None:
    asking = {"Access-Control-Request-Method": "POST"}
    listed = call("OPTIONS", "session", **asking)
    assert listed.status_code == 204
    assert listed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in listed.headers["Access-Control-Allow-Headers"]
    assert "Origin" in listed.headers["Vary"]
    other = call("OPTIONS", "session", Origin="https://evil.example", **asking)
    assert "Access-Control-Allow-Origin" not in other.headers


def test_what_nobody_in_particular_is_told_any_page_may_read(newspaper, client_of, reader) -> None:
    path = f"threads/{newspaper.thread().ref}/comments"
    public = call("GET", path, Origin="https://anywhere.example")
    assert public.headers["Access-Control-Allow-Origin"] == "*"
    personal = client_of(reader).get(
        f"/api/v1/{path}", headers={"Origin": "https://anywhere.example"}
    )
    assert "Access-Control-Allow-Origin" not in personal.headers


def test_a_cookie_alone_does_nothing_from_a_listed_origin(newspaper, client_of, reader) -> None:
    client = client_of(reader)
    answer = client.post(
        f"/api/v1/threads/{newspaper.thread().ref}/comments",
        {"text": "Forged."},
        content_type="application/json",
        headers={"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
    )
    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_origins_of_one_publication_are_none_of_another(newspaper, reader) -> None:
    with knowing_all({"publication": "other"}):
        code = code_for(newspaper, reader)
        assert call("POST", "session", {"code": code}).status_code == 403


def test_a_code_that_another_request_takes_at_the_same_time_is_good_for_one_of_them(
    newspaper, reader, monkeypatch
) -> None:
    code = code_for(newspaper, reader)
    read = HandoverCode.from_db

    def read_and_taken_by_another(*row):
        found = read(*row)
        HandoverCode.objects.filter(pk=found.pk).delete()
        return found

    monkeypatch.setattr(HandoverCode, "from_db", read_and_taken_by_another)
    assert call("POST", "session", {"code": code}).status_code == 403
    assert not RemoteSession.objects.exists()


def test_a_code_of_one_publication_is_good_at_no_other(newspaper, reader) -> None:
    elsewhere = create_publication(slug="other", name="O", time_zone="UTC", host="other.example")
    code = give_code(person_id=reader.id, publication_id=elsewhere, origin=ORIGIN)
    assert call("POST", "session", {"code": code}).status_code == 403
    assert not RemoteSession.objects.exists()

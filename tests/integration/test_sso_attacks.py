"""Which tokens of a publisher let somebody in, and how forged, stolen and stale ones do not."""

import base64
import json
import logging
import time
from collections.abc import Iterator
from hashlib import sha256

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.core.cache import cache

from belowline.accounts.models import Person, PublisherAccount, UsedToken
from belowline.accounts.services.sso.cleanup import expired
from integration.sso import browser, call, hand_over, is_in, knowing, knowing_all
from publisher import SHARED_KEY, Publisher, claims, publisher

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _running() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


@pytest.fixture
def standin(newspaper, _running) -> Publisher:
    cache.clear()  # keys and rate limits are kept there
    _running.asked.clear()
    _running.redirect_to, _running.body = "", None
    _running.published = {"first"}
    return _running


@pytest.fixture
def keys(standin) -> str:
    return f"{standin.url}/jwks.json"


def signed(key: object = SHARED_KEY, algorithm: str = "HS256", **changed: object) -> str:
    return jwt.encode(claims(**changed), key, algorithm)


def url64(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def refused(caplog, token: str, why: str, **entry) -> None:
    """Hands the token over; nobody is in, and the log says why in one line, without the token."""
    client = browser()
    caplog.clear()
    with knowing(**entry), caplog.at_level(logging.WARNING):
        answer = hand_over(client, token)
    assert answer.status_code == 403
    assert "Please go back and try again" in answer.content.decode()
    assert not is_in(client)
    [line] = [each for each in caplog.records if "refused" in each.getMessage()]
    assert why in line.getMessage()
    assert "test" in line.getMessage()
    assert not token or token not in line.getMessage()
    assert not PublisherAccount.objects.exists()


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_a_token_signed_with_a_published_key_lets_in(standin, keys, algorithm) -> None:
    kid = f"key for {algorithm}"
    standin.new_key(kid, algorithm)
    client = browser()
    with knowing(jwks_url=keys):
        answer = hand_over(client, standin.token(kid), to="/politics/article?order=best#discussion")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/politics/article?order=best#discussion"
    assert is_in(client)


def test_a_token_signed_with_the_shared_key_lets_in(newspaper) -> None:
    client = browser()
    with knowing():
        assert hand_over(client, signed()).headers["Location"] == "/me"
        assert "Ada Quay" in client.get("/me").content.decode()


def test_alg_none_is_refused(newspaper, caplog) -> None:
    for name in ("none", "None", "NONE"):
        token = f"{url64({'alg': name, 'typ': 'JWT'})}.{url64(claims())}."
        refused(caplog, token, "is not one that is configured")


def test_algorithm_confusion_the_public_key_is_no_shared_key(standin, keys, caplog) -> None:
    public = standin.keys["first"][1].public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = url64({"alg": "HS256", "typ": "JWT", "kid": "first"})
    body = f"{head}.{url64(claims())}"
    signature = jwt.get_algorithm_by_name("HS256").sign(body.encode(), pem + b" ")
    token = f"{body}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"
    refused(caplog, token, "'HS256' is not one that is configured", jwks_url=keys)


def test_a_key_of_one_kind_is_not_used_for_another_algorithm(standin, keys, caplog) -> None:
    standin.new_key("elliptic", "ES256")
    _, key = standin.keys["first"]
    token = jwt.encode(claims(), key, "RS256", headers={"kid": "elliptic"})
    refused(caplog, token, "not among those for RS256", jwks_url=keys)


def test_an_algorithm_that_is_not_configured_is_refused_though_the_key_fits(
    standin, keys, caplog
) -> None:
    refused(caplog, standin.token(), "'RS256' is not one", jwks_url=keys, algorithms=["ES256"])


def test_forgery_a_token_signed_by_somebody_else_is_refused(standin, keys, caplog) -> None:
    refused(caplog, signed("another key, as long as the right one is"), "InvalidSignature")
    stranger = Publisher()
    stranger.new_key("first")
    refused(caplog, stranger.token(), "InvalidSignature", jwks_url=keys)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"aud": None}, 'missing the "aud"'),
        ({"iss": "https://accounts.evil.example"}, "no such issuer"),
        ({"iss": None}, "no such issuer"),
        ({"exp": None}, 'missing the "exp"'),
        ({"iat": None}, 'missing the "iat"'),
        ({"sub": None}, 'missing the "sub"'),
        ({"jti": None}, 'missing the "jti"'),
        ({"sub": ""}, "no text of 1 to 255"),
        ({"sub": "s" * 300}, "no text of 1 to 255"),
        ({"jti": ""}, "no text of 1 to 255"),
        ({"exp": int(time.time()) - 120}, "ExpiredSignature"),
    ],
)
def test_a_token_for_somebody_else_or_without_what_it_needs_is_refused(
    newspaper, caplog, changed, why
) -> None:
    refused(caplog, signed(**changed), why)


@pytest.mark.parametrize("aud", ["https://elsewhere.example", ["a", "b"], 7])
def test_audience_a_token_for_another_site_is_refused(newspaper, caplog, aud) -> None:
    refused(caplog, signed(aud=aud), "Audience")


def test_publication_a_token_for_another_publication_is_refused(newspaper, caplog) -> None:
    for other in ("other", "", ["test"], 1):
        refused(caplog, signed(publication=other), "for another publication")


@pytest.mark.parametrize("age", [121 + 30, 3000])
def test_stale_a_token_of_the_wrong_age_is_refused(newspaper, caplog, age) -> None:
    moment = int(time.time()) - age
    refused(caplog, signed(iat=moment, exp=moment + 100_000), "seconds old")


def test_a_token_from_the_future_is_refused(newspaper, caplog) -> None:
    moment = int(time.time()) + 300
    refused(caplog, signed(iat=moment, exp=moment + 60), "ImmatureSignature")


def test_clocks_may_be_half_a_minute_apart(newspaper) -> None:
    for apart in (-25, 25):
        moment = int(time.time()) + apart
        with knowing():
            assert hand_over(browser(), signed(iat=moment)).status_code == 302


def test_replay_a_token_is_good_once(newspaper, caplog) -> None:
    token = signed()
    with knowing():
        assert hand_over(browser(), token).status_code == 302
        thief = browser()
        caplog.clear()
        assert hand_over(thief, token).status_code == 403
    assert not is_in(thief)
    assert "it was used before" in caplog.text
    assert UsedToken.objects.count() == 1


def test_that_a_token_was_used_is_forgotten_only_when_it_is_too_old_anyway(newspaper) -> None:
    with knowing():
        hand_over(browser(), signed())
        expired(dry_run=False)
        assert UsedToken.objects.count() == 1
        UsedToken.objects.update(expires_at="2020-01-01T00:00:00Z")
        expired(dry_run=False)
    assert not UsedToken.objects.exists()


def test_an_oversized_or_unreadable_token_is_refused(newspaper, caplog) -> None:
    refused(caplog, signed(padding="x" * 9000), "too large")
    for nonsense in ("", "a.b", "a.b.c", "{}", "é.é.é", f"{url64([])}.{url64([])}.x"):
        refused(caplog, nonsense, "cannot be read")


def test_a_token_that_asks_for_extensions_is_refused(newspaper, caplog) -> None:
    token = jwt.encode(claims(), SHARED_KEY, "HS256", headers={"crit": ["b64"], "b64": True})
    refused(caplog, token, "")


def test_a_token_cannot_write_a_line_of_its_own_into_the_log(newspaper, caplog) -> None:
    refused(caplog, signed(iss="x\nWARNING all is well"), "no such issuer")
    assert "\nWARNING all is well" not in caplog.text


def test_an_unknown_kid_has_the_keys_fetched_anew_since_keys_are_rotated(standin, keys) -> None:
    with knowing(jwks_url=keys):
        assert hand_over(browser(), standin.token()).status_code == 302
        standin.new_key("second")
        cache.delete_many(_asked(keys))  # a minute has passed
        assert hand_over(browser(), standin.token("second")).status_code == 302
        assert hand_over(browser(), standin.token("first")).status_code == 302
    assert standin.asked == ["/jwks.json"] * 2


def _asked(url: str) -> list[str]:
    return [f"jwks-asked:{sha256(url.encode()).hexdigest()}"]


def test_nobody_makes_the_site_hammer_the_publisher_with_unknown_kids(standin, keys) -> None:
    _, key = standin.keys["first"]
    with knowing(jwks_url=keys):
        for number in range(10):
            token = jwt.encode(claims(), key, "RS256", headers={"kid": f"made up {number}"})
            assert hand_over(browser(), token).status_code == 403
        assert hand_over(browser(), standin.token()).status_code == 302
    assert standin.asked == ["/jwks.json"]


def test_a_key_that_was_withdrawn_is_no_longer_good(standin, keys) -> None:
    standin.new_key("stolen")
    with knowing(jwks_url=keys):
        assert hand_over(browser(), standin.token("stolen")).status_code == 302
        standin.published.discard("stolen")
        cache.clear()  # an hour has passed
        assert hand_over(browser(), standin.token("stolen")).status_code == 403


def test_keys_come_from_the_configured_address_only(standin, keys, caplog) -> None:
    with publisher() as elsewhere:
        standin.redirect_to = f"{elsewhere.url}/jwks.json"
        refused(caplog, elsewhere.token(), "not among those", jwks_url=keys)
        assert elsewhere.asked == []


def test_key_injection_headers_of_the_token_choose_no_key(standin, keys, caplog) -> None:
    with publisher() as evil:
        _, key = evil.keys["first"]
        own = evil.jwks()["keys"][0]
        for named in (
            {"jku": f"{evil.url}/jwks.json"},
            {"jwk": own},
            {"x5u": f"{evil.url}/jwks.json"},
        ):
            token = jwt.encode(claims(), key, "RS256", headers={"kid": "first", **named})
            refused(caplog, token, "InvalidSignature", jwks_url=keys)
        assert evil.asked == []


@pytest.mark.parametrize("body", [b"x" * 200_000, b"[]", b"nonsense", b'{"keys": 1}', b"{}"])
def test_whatever_is_at_the_keys_address_breaks_nothing(standin, keys, caplog, body) -> None:
    standin.body = body
    refused(caplog, standin.token(), "not among those", jwks_url=keys)


def test_a_kid_is_needed_where_keys_are_published(standin, keys, caplog) -> None:
    token = jwt.encode(claims(), standin.keys["first"][1], "RS256")
    refused(caplog, token, "(kid)", jwks_url=keys)


def test_an_issuer_with_several_publications_names_the_one_it_means(newspaper, caplog) -> None:
    both = ({}, {"publication": "other"})
    with knowing_all(*both):
        assert hand_over(browser(), signed()).status_code == 403
        assert "it names none" in caplog.text
        assert hand_over(browser(), signed(publication="other")).status_code == 403
        assert hand_over(browser(), signed(publication="test")).status_code == 302


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://evil.example",
        "http://www.paper.example",
        "https://www.paper.example:8443",
        "https://www.paper.example.evil.example",
        "https://paper.example",
        "https://evil.www.paper.example",
        "https://www.paper.example/",
        "https://WWW.paper.example",
        "https://www.paper.example@evil.example",
    ],
)
def test_login_csrf_a_form_of_another_origin_logs_nobody_in(newspaper, origin) -> None:
    client = browser()
    client.defaults.pop("HTTP_ORIGIN", None)
    with knowing():
        answer = hand_over(client, signed(), **({"Origin": origin} if origin else {}))
    assert answer.status_code == 403
    assert not is_in(client)
    assert not Person.objects.filter(name="Ada Quay").exists()


def test_one_publishers_page_hands_over_no_token_of_another(newspaper, caplog) -> None:
    other = {
        "issuer": "https://other.example",
        "shared_key": "another key of more than thirty-two bytes",
        "origins": ["https://other.example"],
    }
    with knowing_all({}, other):
        answer = hand_over(browser(), signed(), Origin="https://other.example")
    assert answer.status_code == 403
    assert "not one of the issuer's" in caplog.text


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_open_redirect_the_way_on_stays_on_this_site(newspaper, to) -> None:
    with knowing():
        assert hand_over(browser(), signed(), to=to).headers["Location"] == "/"


def test_no_token_is_taken_from_an_address(newspaper) -> None:
    client = browser()
    with knowing():
        assert client.get(f"/sso?token={signed()}").status_code == 405
        assert client.post(f"/sso?token={signed()}").status_code == 403
    assert not is_in(client)


def test_session_fixation_the_session_is_a_new_one(newspaper) -> None:
    client = browser()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted
    with knowing():
        cookie = hand_over(client, signed()).cookies["session"]
    assert cookie.value != planted
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_logins_from_one_network_have_a_pace(newspaper) -> None:
    with knowing():
        answers = [hand_over(browser(), "nonsense").status_code for _ in range(31)]
        assert answers[:30] == [403] * 30
        assert answers[30] == 429
        good = hand_over(browser(), signed())
    assert good.status_code == 302, "an issuer's readers are not kept out by others' bad tokens"


def test_nobody_gets_in_where_no_publisher_is_known(newspaper) -> None:
    client = browser()
    assert hand_over(client, signed()).status_code == 403
    assert not is_in(client)


def test_token_confusion_a_publishers_token_is_no_bearer_token(newspaper) -> None:
    thread = newspaper.thread()
    with knowing():
        token = signed()
        assert call("GET", f"threads/{thread.ref}/mine", token=token).status_code == 401
        begun = call("POST", "session", {"token": token}).json()["token"]
        assert call("POST", "session", {"token": begun}).status_code == 403
        assert call("POST", "session", {"code": begun}).status_code == 403
        assert hand_over(browser(), begun).status_code == 403
        assert call("GET", f"threads/{thread.ref}/mine", token=begun).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "https://shop.paper.example", "null"])
def test_bearer_of_another_origin_is_refused(newspaper, origin) -> None:
    path = f"threads/{newspaper.thread().ref}/mine"
    with knowing(origins=["https://www.paper.example", "https://shop.paper.example"]):
        token = call("POST", "session", {"token": signed()}).json()["token"]
        assert call("GET", path, token=token).status_code == 200
        assert call("GET", path, token=token, Origin=origin).status_code == 401

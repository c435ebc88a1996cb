"""What a stranger with bad intentions tries."""

import pytest
from django.test import Client, RequestFactory, override_settings

from belowline.config.environment import EnvironmentFault, read_environment
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Vote
from belowline.web.http.cross_site import comes_from_here


@pytest.fixture
def thread(newspaper):
    return newspaper.thread()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
def test_a_forged_request_does_nothing(newspaper, thread, client_of, headers) -> None:
    comment = newspaper.comment(thread, "Vote on me")
    client = client_of(newspaper.person())
    client.defaults = {}
    forged = {"headers": headers}
    page = client.post(f"/threads/{thread.ref}/votes", {"up": encode(comment)}, **forged)
    assert page.status_code == 403
    assert "came from another site" in page.content.decode()
    answer = client.put(
        f"/api/v1/comments/{encode(comment)}/vote",
        {"value": 1},
        content_type="application/json",
        **forged,
    )
    assert answer.status_code == 403
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_the_sites_own_pages_may_write(newspaper, thread, client_of, headers) -> None:
    comment = newspaper.comment(thread, "Vote on me")
    client = client_of(newspaper.person())
    client.defaults = {}
    with override_settings(OWN_HOSTS=["testserver"]):
        client.post(f"/threads/{thread.ref}/votes", {"up": encode(comment)}, headers=headers)
    assert Vote.objects.count() == 1


def test_an_origin_that_begins_like_the_sites_is_not_the_sites() -> None:
    request = RequestFactory().post("/", headers={"Origin": "http://testserver.evil.example"})
    with override_settings(OWN_HOSTS=["testserver"]):
        assert not comes_from_here(request)


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/nothing/here", "/accounts/login/", "/api/"])
def test_every_answer_carries_the_security_headers(newspaper, client, path) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    is_page = headers["Content-Type"].startswith("text/html")
    assert ("script-src 'self'" in policy) == is_page
    assert ("manifest-src 'self'" in policy) == is_page
    assert headers.get("Referrer-Policy") == (
        "strict-origin-when-cross-origin" if is_page else None
    )


@pytest.mark.parametrize("path", ["/", "/feed.atom"])
def test_a_site_that_has_tls_is_asked_for_by_tls_only(newspaper, client, path) -> None:
    assert "Strict-Transport-Security" not in client.get(path).headers
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        assert client.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_another_readers_comment_cannot_be_changed(newspaper, thread, client_of) -> None:
    comment = newspaper.comment(thread, "Hands off")
    client = client_of(newspaper.person())
    for path in ("edit", "withdraw"):
        assert client.post(f"/c/{encode(comment)}/{path}", {"text": "Mine"}).status_code == 403
    address = f"/api/v1/comments/{encode(comment)}"
    body = {"text": "Mine"}
    assert client.patch(address, body, content_type="application/json").status_code == 403
    assert client.delete(address).status_code == 403
    kept = Comment.objects.get(pk=comment)
    assert (kept.text, kept.status) == ("Hands off", "published")


def test_fields_that_a_form_does_not_have_are_ignored(newspaper, thread, client_of) -> None:
    client = client_of(newspaper.person())
    extra = {"up": 900, "author": 1, "status": "published", "badge": "editor", "id": "1"}
    posted = client.post(
        f"/api/v1/threads/{thread.ref}/comments",
        {"text": "Ten thousand agree", **extra},
        content_type="application/json",
    ).json()
    assert (posted["votes"]["up"], posted["badge"]) == (0, "")


@pytest.mark.parametrize("role", ["", "moderator"])
def test_doors_that_are_not_ones_own_stay_shut(newspaper, thread, client_of, role) -> None:
    comment = newspaper.comment(thread, "Leave it")
    client = client_of(newspaper.person(role=role))
    doors = [f"/desk/threads/{thread.ref}"]
    if not role:
        doors += [
            "/desk/",
            f"/desk/c/{encode(comment)}/remove",
            f"/desk/c/{encode(comment)}/restore",
        ]
    for door in doors:
        assert client.post(door, {"reason": "spam"}).status_code in (403, 405)
    assert Comment.objects.get(pk=comment).status == "published"


def test_a_role_at_one_publication_is_none_at_another(newspaper, thread, client_of) -> None:
    from belowline.newsroom.services.founding import create_publication

    comment = newspaper.comment(thread, "Leave it")
    moderator = newspaper.person(role="moderator")
    create_publication(slug="other", name="The Other", time_zone="UTC", host="other.example")
    client = client_of(moderator)
    with override_settings(OWN_HOSTS=["other.example"]):
        answer = client.get(f"/desk/c/{encode(comment)}/remove", headers={"Host": "other.example"})
    assert answer.status_code == 403


def test_posts_votes_and_reports_have_a_pace(newspaper, thread, client_of) -> None:
    others = [newspaper.comment(thread, f"Remark {number}") for number in range(70)]
    client = client_of(newspaper.person())

    def post(number: int):
        key = f"00000000-0000-0000-0000-{number:012}"
        return client.post(
            f"/api/v1/threads/{thread.ref}/comments",
            {"text": f"Number {number}"},
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )

    def vote(number: int):
        address = f"/api/v1/comments/{encode(others[number])}/vote"
        return client.put(address, {"value": 1}, content_type="application/json")

    def report(number: int):
        address = f"/api/v1/comments/{encode(others[number])}/reports"
        return client.post(address, {"reason": "spam"}, content_type="application/json")

    for act, most in ((post, 6), (vote, 60), (report, 20)):
        answers = [act(number) for number in range(most + 1)]
        assert {answer.status_code for answer in answers[:most]} <= {200, 201, 204}
        assert answers[most].status_code == 429
        assert int(answers[most].headers["Retry-After"]) > 0
        assert answers[most].json()["detail"].endswith(".")


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_login_leads_nowhere_else(newspaper, to) -> None:
    from newspaper import PASSWORD

    reader = newspaper.person(can_log_in=True)
    data = {"login": f"{reader.name.replace(' ', '.')}@example.org", "password": PASSWORD}
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    answer = client.post(f"/accounts/login/?next={to}", {**data, "next": to})
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]


def test_the_session_is_a_new_one_after_login(newspaper) -> None:
    from newspaper import PASSWORD

    reader = newspaper.person(can_log_in=True)
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted
    data = {"login": f"{reader.name.replace(' ', '.')}@example.org", "password": PASSWORD}
    cookie = client.post("/accounts/login/", data).cookies["session"]
    assert cookie.value != planted
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_foreign_host_is_told_that_there_is_nothing_and_no_name(newspaper, client) -> None:
    for host in ("evil.example", "evil.example:8000", "the-test.evil.example"):
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == 404
        assert answer.content.decode() == "Nothing is published at this address.\n"


@pytest.mark.parametrize("host", ["a b.example", "evil.example@test", "[::1", "ev_il/.example"])
def test_a_host_that_is_none_is_refused_in_words(newspaper, client, host) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "can’t handle this request" in answer.content.decode()


def test_a_proxys_word_is_not_believed_unless_there_is_one(newspaper, client) -> None:
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
    answer = client.get("/accounts/login/", headers=forwarded)
    assert not answer.wsgi_request.is_secure()
    assert "evil" not in answer.content.decode()


def test_a_fault_is_told_in_words_and_without_its_inside(newspaper, monkeypatch) -> None:
    def broken(*args, **kwargs):
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("belowline.web.reading.front.front_page", broken)
    client = Client(raise_request_exception=False)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_secret_that_cannot_be_used_is_not_printed(monkeypatch) -> None:
    monkeypatch.setenv("BELOWLINE_EMAIL_PORT", "many")
    monkeypatch.setenv("BELOWLINE_SITE_URL", "nowhere")
    monkeypatch.setenv("BELOWLINE_EMAIL_PASSWORD", "swordfish")
    with pytest.raises(EnvironmentFault) as told:
        read_environment()
    assert "BELOWLINE_EMAIL_PORT" in str(told.value)
    assert "BELOWLINE_SITE_URL" in str(told.value)
    assert "swordfish" not in str(told.value)

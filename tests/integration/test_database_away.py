"""A database that is lost in the middle of a request: reads are tried again, writes are not."""

from io import BytesIO
from unittest.mock import Mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from belowline.config.asgi import turned_away, write
from belowline.delivery.reasons import Reason
from belowline.delivery.write_batcher import Request
from belowline.web.http.handler import Handler
from newspaper import cookies_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def losing(monkeypatch, transaction_lives_on):
    """Has the next queries of a visit lose the database; how often it was asked since."""
    asked: list[str] = []

    def lose(*faults: Exception) -> list[str]:
        waiting = list(faults)
        real = WSGIHandler.get_response

        def answer(self, request):
            asked.append(request.method)
            with monkeypatch.context() as broken:
                if waiting:
                    fault = waiting.pop(0)

                    def lost(*given, **named):
                        raise fault

                    broken.setattr("belowline.web.http.visit.publication_at", lost)
                return real(self, request)

        monkeypatch.setattr(WSGIHandler, "get_response", answer)
        monkeypatch.setattr("belowline.web.http.handler.connection", Mock())
        return asked

    return lose


def _ask(method: str, path: str, body: bytes = b"", **more) -> tuple[int, dict[str, str], str]:
    environ = (
        RequestFactory(headers={"Sec-Fetch-Site": "same-origin", **more})
        .generic(method, path, body, content_type="application/x-www-form-urlencoded")
        .environ
    )
    told: list = []
    answer = Handler()({**environ, "wsgi.input": BytesIO(body)}, lambda *given: told.append(given))
    text = b"".join(answer).decode()
    return int(told[0][0][:3]), dict(told[0][1]), text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("fault", [OperationalError("gone"), InterfaceError("closed")])
def test_a_read_is_tried_once_more(newspaper, losing, method, fault) -> None:
    article = newspaper.article()
    asked = losing(fault)
    assert _ask(method, article.path)[0] == 200
    assert asked == [method, method]


def test_a_read_is_tried_no_more_than_that(newspaper, losing) -> None:
    article = newspaper.article()
    asked = losing(*[OperationalError("gone")] * 5)
    status, headers, page = _ask("GET", article.path)
    assert (status, headers["Retry-After"]) == (503, "5")
    assert headers["Cache-Control"] == "no-store"
    assert "Back in a moment" in page
    assert len(asked) == 2


def test_a_write_is_not_tried_again_and_its_text_is_kept(newspaper, losing) -> None:
    thread = newspaper.thread()
    asked = losing(OperationalError("gone"))
    status, headers, page = _ask(
        "POST",
        f"/threads/{thread.ref}/comments",
        b"text=%3Cb%3ELong%20and%20dear&parent=&key=abc",
        Cookie=cookies_of(newspaper.person()),
    )
    assert (status, headers["Retry-After"]) == (503, "5")
    assert asked == ["POST"]
    assert "&lt;b&gt;Long and dear</textarea>" in page
    assert '<input type="hidden" name="key" value="abc">' in page
    assert f'action="/threads/{thread.ref}/comments"' in page


def test_a_password_is_not_sent_back(newspaper, losing) -> None:
    losing(OperationalError("gone"))
    page = _ask("POST", "/accounts/login/", b"login=a%40example.org&password=rope+and+tide")[2]
    assert "rope" not in page


def test_a_program_is_told_by_problem_details(newspaper, losing) -> None:
    losing(*[OperationalError("gone")] * 2)
    status, headers, problem = _ask("GET", "/api/v1/articles")
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert '"code": "unavailable"' in problem


def test_writes_gathered_when_the_database_is_lost_are_answered_and_not_repeated(
    monkeypatch,
) -> None:
    tried: list[int] = []

    def lose(requests):
        tried.append(len(requests))
        raise OperationalError("gone")

    monkeypatch.setattr("belowline.config.asgi.execute_batch", lose)
    monkeypatch.setattr("belowline.config.asgi.connection.close", lambda: None)
    requests = [Request(_scope("/api/v1/comments/1/vote"), b"{}") for _ in range(3)]
    answers = write(requests)
    assert [answer.status for answer in answers] == [503] * 3
    assert tried == [3]


def test_what_the_front_says_alone_is_in_the_readers_language() -> None:
    answer = turned_away(
        _scope("/news/any", (b"accept-language", b"ja"), (b"accept", b"text/html")),
        Reason.UNAVAILABLE,
    )
    assert answer.status == 503
    assert (b"retry-after", b"5") in answer.headers
    assert "まもなく" in answer.body.decode()


def _scope(path: str, *headers: tuple[bytes, bytes]) -> dict:
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), *headers],
    }

"""What a request needed goes with its answer: nothing is left for the garbage collector to find."""

import gc
from io import BytesIO
from weakref import ref

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from belowline.web.http.handler import Handler


@pytest.fixture
def requests(monkeypatch) -> list:
    """Weak references to the requests that come in."""
    seen: list = []

    class Seen(WSGIRequest):
        def __init__(self, environ) -> None:
            super().__init__(environ)
            seen.append(ref(self))

    monkeypatch.setattr(Handler, "request_class", Seen)
    return seen


@pytest.fixture
def _no_collector():
    gc.disable()
    yield
    gc.enable()


def _begin(path: str):
    environ = RequestFactory().get(path).environ
    return Handler()({**environ, "wsgi.input": BytesIO(b"")}, lambda *_: None)


@pytest.mark.usefixtures("transaction_lives_on", "_no_collector")
@pytest.mark.parametrize("path", ["article", "/"])
def test_a_page_goes_without_a_trace(newspaper, requests, path) -> None:
    path = newspaper.article().path if path == "article" else path
    answer = _begin(path)
    assert requests[0]() is not None
    answer.close()
    del answer
    assert requests[0]() is None


@pytest.mark.usefixtures("transaction_lives_on", "_no_collector", "newspaper")
def test_a_request_holds_nothing_once_it_is_answered(requests) -> None:
    answer = _begin("/accounts/login/")
    held = requests[0]()
    assert held.user.is_anonymous
    answer.close()
    assert vars(held) == {}

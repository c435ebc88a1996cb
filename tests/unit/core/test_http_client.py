"""What is fetched from elsewhere is bounded in size and in time, and leads nowhere else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count

import pytest

from belowline.core import http_client
from belowline.core.http_client import FetchError, fetch

CONTENT = b"x" * 50_000


class Elsewhere(BaseHTTPRequestHandler):
    """Another server: content, and a redirect to it."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/content")
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        """Keeps it to itself."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_is_small_and_quick_enough_is_fetched(elsewhere) -> None:
    assert fetch(f"{elsewhere}/content", most=50_000, seconds=30) == CONTENT


def test_what_is_larger_is_not(elsewhere) -> None:
    with pytest.raises(FetchError, match="more than 49999 bytes"):
        fetch(f"{elsewhere}/content", most=49_999, seconds=30)


def test_what_comes_too_slowly_is_given_up(elsewhere, monkeypatch) -> None:
    moments = count(0, 20)
    monkeypatch.setattr(http_client, "monotonic", lambda: next(moments))
    with pytest.raises(FetchError, match="took too long"):
        fetch(f"{elsewhere}/content", most=50_000, seconds=30)


def test_a_redirect_is_followed_nowhere(elsewhere) -> None:
    with pytest.raises(FetchError, match="302"):
        fetch(f"{elsewhere}/moved", most=50_000, seconds=30)

"""A server that is told to stop finishes what it has begun, and loses nothing that it has said."""

import json
import os
import signal
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, IncompleteRead
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from belowline.core.ids import decode
from belowline.discussion.models import Comment
from newspaper import cookies_of
from serving import Site, free_port, start, stop


@pytest.fixture
def server(django_db_setup, newspaper, tmp_path):
    process, site = start(tmp_path, django_db_setup, free_port())
    yield process, site
    if process.poll() is None:
        stop(process)


class Writer(threading.Thread):
    """Posts until the server no longer answers; keeps the ids that were acknowledged."""

    def __init__(self, site: Site, thread: str, cookies: str) -> None:
        super().__init__()
        self.site, self.thread, self.cookies = site, thread, cookies
        self.acknowledged: list[str] = []
        self.has_begun = threading.Event()

    def run(self) -> None:
        headers = {
            "Cookie": self.cookies,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
        }
        connection = HTTPConnection(urlsplit(self.site.url).netloc, timeout=10)
        try:
            while True:
                body = json.dumps({"text": f"Said and kept, {len(self.acknowledged)}."})
                address = f"/api/v1/threads/{self.thread}/comments"
                connection.request("POST", address, body, headers)
                answer = connection.getresponse()
                told = json.loads(answer.read())
                if answer.status == 201:
                    self.acknowledged.append(told["id"])
                    self.has_begun.set()
        except (OSError, HTTPException):
            connection.close()


@pytest.mark.usefixtures("django_db_setup")
def test_what_was_acknowledged_is_kept_and_streams_end(server, newspaper) -> None:
    process, site = server
    below = newspaper.thread()
    writers = [Writer(site, below.ref, cookies_of(newspaper.person())) for _ in range(3)]
    stream = urlopen(f"{site.url}/threads/live?thread={below.ref}", timeout=30)  # noqa: S310 - our own server
    assert stream.readline().startswith(b"retry: ")
    for writer in writers:
        writer.start()
    for writer in writers:
        assert writer.has_begun.wait(10)
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    with suppress(IncompleteRead):  # a busy machine ends it without a last word
        stream.read()
    for writer in writers:
        writer.join(10)
    acknowledged = {decode(ref) for writer in writers for ref in writer.acknowledged}
    kept = set(Comment.objects.filter(thread_id=below.id).values_list("id", flat=True))
    assert acknowledged
    assert acknowledged <= kept
    assert "refused to gracefully stop" not in site.printed.read_text()

"""What is cut off on its way to a server is not carried out, and nobody waits for its end."""

import json
import socket
from contextlib import closing
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from belowline.core.ids import encode
from belowline.discussion.models import Comment, Vote
from newspaper import cookies_of
from serving import ask, served

pytestmark = pytest.mark.django_db(transaction=True)

_TEXT = "The whole of it, " * 20
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data; boundary=edge"


@pytest.fixture
def site(newspaper, tmp_path):
    del newspaper
    with served(tmp_path) as site:
        yield site


def _connect(site) -> socket.socket:
    place = urlsplit(site.url)
    return socket.create_connection((place.hostname, place.port), timeout=30)


def _head(site, method: str, path: str, **headers: str) -> bytes:
    told = {"Host": urlsplit(site.url).netloc, "Sec-Fetch-Site": "same-origin", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode()


def _send_cut_off(site, method, path, body: bytes, *, is_chunked: bool, **headers: str) -> bytes:
    """What is answered to a sender who falls silent for good before the end."""
    if is_chunked:
        headers["Transfer_Encoding"] = "chunked"
        body = b"%x\r\n%b\r\n" % (len(body), body)
    else:
        headers["Content_Length"] = str(len(body) + 30)
    with closing(_connect(site)) as sending:
        sending.sendall(_head(site, method, path, **headers) + body)
        sending.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: sending.recv(4096), b""))


def _part(name: str, value: str) -> bytes:
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


@pytest.mark.parametrize("is_chunked", [False, True])
def test_nothing_of_what_is_cut_off_is_carried_out(newspaper, site, is_chunked) -> None:
    author = newspaper.person()
    thread = newspaper.thread()
    own = newspaper.comment(thread, "As it was.", by=author)
    others = newspaper.comment(thread, "Another's.")
    cookie, key = cookies_of(author), str(uuid4())
    form = f"key={key}&parent=&text={_TEXT.replace(' ', '+')}".encode()
    post, api = f"/threads/{thread.ref}/comments", f"/api/v1/threads/{thread.ref}/comments"
    edit, vote = f"/c/{encode(own)}/edit", f"/api/v1/comments/{encode(others)}/vote"
    sent = [
        ("POST", post, form, _FORM),
        ("POST", post, _part("text", _TEXT) + _part("key", key), _MULTIPART),
        ("POST", edit, form, _FORM),
        # Whole as JSON goes, yet not all that was to come.
        ("POST", api, json.dumps({"text": _TEXT}).encode(), "application/json"),
        ("POST", api, json.dumps({"text": _TEXT}).encode()[:40], "application/json"),
        ("PUT", vote, b'{"value": 1}', "application/json"),
        ("PATCH", f"/api/v1/comments/{encode(own)}", b'{"text": "Half"}', "application/json"),
    ]
    for method, path, body, kind in sent:
        told = {"Content_Type": kind, "Cookie": cookie, "Idempotency_Key": key}
        answer = _send_cut_off(site, method, path, body, is_chunked=is_chunked, **told)
        assert answer.startswith(b"HTTP/1.1 400 "), (path, answer)
    assert Comment.objects.get(id=own).text == "As it was."
    assert (Comment.objects.count(), Vote.objects.count()) == (2, 0)

    again = {"Content_Type": "application/json", "Cookie": cookie, "Idempotency_Key": key}
    whole = json.dumps({"text": _TEXT})
    answer = ask(site, api, "POST", whole, Sec_Fetch_Site="same-origin", **again)
    assert answer[0] == 201, answer
    assert Comment.objects.order_by("id").last().text == _TEXT.strip()


def test_idle_bodies_are_let_go_and_stop_no_upload(newspaper, site) -> None:
    """Forty idle uploads of nobody's, then a reader's; the idle ones are told to go after that."""
    cookie = cookies_of(newspaper.person())
    long = {"Content_Type": _MULTIPART, "Content_Length": "4000000"}
    idle = [_connect(site) for _ in range(40)]
    try:
        for at, sending in enumerate(idle):
            begun = (0, 1, 50_000, 100_000)[at % 4]
            sending.sendall(_head(site, "POST", "/me/picture", **long) + bytes(begun))
        body = _part("picture", "no picture" * 10_000).decode() + "--edge--\r\n"
        own = {"Content_Type": _MULTIPART, "Cookie": cookie, "Sec_Fetch_Site": "same-origin"}
        status = ask(site, "/me/picture", "POST", body, **own)[0]
        assert status == 422, "it was read, and is none"
        for at, sending in enumerate(idle):
            answer = sending.recv(4096).split(b"\r\n")[0]
            is_turned_away = at % 4 == 3
            assert answer.startswith(b"HTTP/1.1 302" if is_turned_away else b"HTTP/1.1 408"), at
            if not is_turned_away:
                assert b"" in iter(lambda sending=sending: sending.recv(65_536), None)
    finally:
        for sending in idle:
            sending.close()

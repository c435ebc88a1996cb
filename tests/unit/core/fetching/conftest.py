"""Servers on this machine that stand for others', and a fetcher that may reach one of them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from socket import SHUT_RDWR, create_server, socket

import pytest

from belowline.core.fetching import Fetcher, FetchRules

OUTSIDE, INSIDE = "127.0.0.2", "127.0.0.1"
"""An address that the rules of these tests allow, and one that they do not."""
ANY_PORT = frozenset(range(1, 65_536))
RULES = FetchRules(ports=ANY_PORT, networks=(ip_network(OUTSIDE),))


@dataclass
class Server:
    """Answers each connection as it is told, byte by byte; remembers what it was asked."""

    host: str
    port: int
    answer: Callable[[socket, bytes], None]
    asked: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", name: str = "feeds.example") -> str:
        return f"http://{name}:{self.port}{path}"


@contextmanager
def serving(answer: Callable[[socket, bytes], None], host: str = OUTSIDE) -> Iterator[Server]:
    listener = create_server((host, 0))
    server = Server(host, listener.getsockname()[1], answer)

    def one(line: socket) -> None:
        with line, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request and (part := line.recv(4096)):
                request += part
            server.asked.append(request)
            server.answer(line, request)

    def all_of_them() -> None:
        with suppress(OSError):
            while True:
                line, _ = listener.accept()
                threading.Thread(target=one, args=(line,), daemon=True).start()

    threading.Thread(target=all_of_them, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(SHUT_RDWR)  # which alone wakes the thread that waits there
        listener.close()


def said(body: bytes = b"news", *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def always(answer: bytes) -> Callable[[socket, bytes], None]:
    return lambda line, _: line.sendall(answer)


def dripping(answer: bytes, every: float = 0.05) -> Callable[[socket, bytes], None]:
    """A byte at a time, each soon enough after the last."""

    def answered(line: socket, _: bytes) -> None:
        for place in range(len(answer)):
            line.sendall(answer[place : place + 1])
            time.sleep(every)

    return answered


def knowing(**names: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver for `feeds_example="127.0.0.2"` and the like; each name keeps its last answer."""
    told = {name.replace("_", "."): list(answers) for name, answers in names.items()}

    def resolve(host: str, port: int) -> list[str]:
        if host not in told:
            raise OSError("no such name")
        answers = told[host]
        return [answers.pop(0) if len(answers) > 1 else answers[0]]

    return resolve


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(rules=RULES, resolve=knowing(feeds_example=[OUTSIDE], inner_example=[INSIDE]))

"""Hands requests to a WSGI application, in threads."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from sys import stderr
from time import monotonic
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote_to_bytes

from belowline.delivery.metrics import PASSED_ON

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]
T = TypeVar("T")
_PAGES = 4
"""Threads for pages; how many are made at once is said elsewhere (making_gate.py)."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class WSGI(Protocol):
    """A WSGI application (PEP 3333)."""

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any], /
    ) -> Iterable[bytes]:
        """Answers a request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered, whole."""

    status: int
    headers: list[Header]
    body: bytes


class BrokenOffError(Exception):
    """The application was ended by what no application catches, such as SystemExit."""


class WSGIBridge:
    """A pool of threads in which the application runs. What lies under the path `files` needs no
    database, and has a thread of its own; so have pages that are the same for everybody, which so
    never wait behind writers that wait for one another.
    """

    def __init__(
        self,
        application: WSGI,
        *,
        threads: int,
        files: str = "/static/",
    ) -> None:
        self._application = application
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="belowline")
        self._files = files
        self._file_pool = ThreadPoolExecutor(1, thread_name_prefix="belowline-files")
        self._page_pool = ThreadPoolExecutor(_PAGES, thread_name_prefix="belowline-pages")
        self._under_way = 0

    async def answer(self, scope: Scope, body: bytes) -> Answer:
        """Has a request whose body was read answered."""
        began = monotonic()
        answer = await self.ask(environ_of(scope, body))
        PASSED_ON.labels(_method(scope), answer.status).observe(monotonic() - began)
        return answer

    @property
    def is_full(self) -> bool:
        """Whether every thread has a request, so that the next one waits."""
        return self._under_way >= self._threads

    def is_file(self, path: str) -> bool:
        """Whether this path is answered without a database."""
        return path.startswith(self._files)

    async def ask(self, environ: dict[str, Any]) -> Answer:
        """Has a request answered in a thread. It is answered even if whoever asked goes away."""
        loop = asyncio.get_running_loop()
        if self.is_file(environ["PATH_INFO"]):
            return await loop.run_in_executor(self._file_pool, self._answer, environ, _as_it_is)
        self._under_way += 1
        answering = loop.run_in_executor(self._pool, self._answer, environ, _as_it_is)
        answering.add_done_callback(self._answered)
        return await asyncio.shield(answering)

    def make(self, environ: dict[str, Any], finish: Callable[[Answer], T]) -> asyncio.Future[T]:
        """Has a page made for everybody, and in its thread what is made of the answer as well."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._page_pool, self._answer, environ, finish)

    async def run(self, work: Callable[[Scope], T], scope: Scope) -> T:
        """Has something about a request found out in a thread of the pool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work, scope)

    def close(self) -> None:
        """Waits for what has begun, and ends the threads."""
        self._pool.shutdown(wait=True)
        self._file_pool.shutdown(wait=True)
        self._page_pool.shutdown(wait=True)

    def _answered(self, answering: asyncio.Future[Any]) -> None:
        del answering
        self._under_way -= 1

    def _answer(self, environ: dict[str, Any], finish: Callable[[Answer], T]) -> T:
        try:
            return finish(self._run(environ))
        except Exception:
            raise
        except BaseException as fault:  # the end of a thread's work must not be the event loop's
            raise BrokenOffError(repr(fault)) from fault

    def _run(self, environ: dict[str, Any]) -> Answer:
        started: list[tuple[int, list[Header]]] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> None:
            del exc_info
            encoded = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]
            started.append((int(status[:3]), encoded))

        parts = self._application(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        status, headers = started[-1]
        return Answer(status, headers, body)


def _as_it_is(answer: Answer) -> Answer:
    return answer


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in _METHODS else "other"


def environ_of(
    scope: Mapping[str, Any], body: bytes, *, without: frozenset[bytes] = frozenset()
) -> dict[str, Any]:
    """The WSGI environment of an ASGI request; headers named in `without` are left out."""
    raw = scope.get("raw_path") or scope["path"].encode()
    path = unquote_to_bytes(bytes(raw).partition(b"?")[0])
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if name not in without:
            _add(environ, name, value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(len(body))
    return environ


def _add(environ: dict[str, Any], name: bytes, value: str) -> None:
    if b"_" in name:  # would be taken for the header of the same name with a hyphen
        return
    key = name.decode("latin-1").upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    if key in environ:
        value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    environ[key] = value

"""A server that really runs, on a database that the tests fill, with its mail kept in a file."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

_COMES_UP = 120
"""Seconds for which a server may make its database: slow machines have much to do besides."""
SECOND_HOST = "marfa.localhost"
"""Another name that the server answers to; browsers know that it is this machine."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server answers, and what it has printed (mail among it)."""

    url: str
    printed: Path

    def code_mailed_to(self, address: str, within: float = 30) -> str:
        """The code in the newest mail to this address."""
        return self._mailed(address, r"^[A-Z0-9]{4,}(?:-[A-Z0-9]{4,})*$", within)

    def link_mailed_to(self, address: str, within: float = 30) -> str:
        """The link in the newest mail to this address."""
        return self._mailed(address, r"^https?://\S+$", within)

    def _mailed(self, address: str, form: str, within: float) -> str:
        end = time.monotonic() + within
        while time.monotonic() < end:
            # What a task sends is printed by whichever server of this run has taken the task.
            everything = sorted(self.printed.parent.parent.glob("*/printed.txt"))
            texts = [file.read_text(encoding="utf-8") for file in everything]
            mails = "".join(texts).split("Content-Type: text/plain")
            for mail in reversed(mails):
                found = re.search(form, mail, re.MULTILINE)
                if f"To: {address}" in mail and found:
                    return found[0]
            time.sleep(0.05)
        raise AssertionError(f"no mail to {address} with {form} in it")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    folder: Path, database: Path, port: int, **more: str
) -> tuple[subprocess.Popen[bytes], Site]:
    """Starts the server and waits until it answers."""
    printed = folder / "printed.txt"
    environment = {
        **os.environ,
        "BELOWLINE_DATA_DIR": str(folder),
        "BELOWLINE_DATABASE_URL": f"sqlite:///{database}",
        "BELOWLINE_SECRET_KEY": settings.SECRET_KEY,
        "BELOWLINE_SITE_URL": f"http://127.0.0.1:{port}",
        "BELOWLINE_ALLOWED_HOSTS": SECOND_HOST,
        "PYTHONUNBUFFERED": "1",
        **more,
    }
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "belowline", "serve", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(f"http://127.0.0.1:{port}", printed)
    _wait(process, site)
    return process, site


@contextmanager
def served(folder: Path, *, through: int | None = None, **more: str) -> Iterator[Site]:
    """A server on the tests' own database, which it reaches `through` this port if it has any."""
    own = connection.settings_dict
    if connection.vendor == "postgresql":
        place = f"{own['USER']}@127.0.0.1:{through or own['PORT']}/{own['NAME']}"
        more = {"BELOWLINE_DATABASE_URL": f"postgres://{place}", **more}
    process, site = start(folder, Path(str(own["NAME"])), free_port(), **more)
    try:
        yield site
    finally:
        stop(process)


def ask(site: Site, path: str, method: str = "GET", body: str | None = None, **headers: str):
    """The answer's status, headers and body; fails where there is none within eight seconds."""
    with closing(HTTPConnection(urlsplit(site.url).netloc, timeout=8)) as asking:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asking.request(method, path, body, named)
        answer = asking.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def until(is_so: Callable[[], object], *passing: type[Exception], within: float = 30) -> None:
    """Waits until it is so; faults of the kinds `passing` mean that it is not so yet."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        with suppress(*passing):
            if is_so():
                return
        time.sleep(0.02)
    raise AssertionError("it did not come to pass")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the server and everything that it started."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], site: Site) -> None:
    end = time.monotonic() + _COMES_UP
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{site.url}/health/ready", timeout=1):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    stop(process)
    raise AssertionError(f"the server did not start:\n{site.printed.read_text()}")

"""Servers on one core, and load on them from the other."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

SECONDS = 3
RUNS = 3
_ON_ONE_CORE = ("taskset", "-c", "0")
ON_THE_OTHER_CORE = ("taskset", "-c", "1")
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore: requests a second, and the 99th percentile in milliseconds."""

    rate: float
    p99: float


def is_possible() -> bool:
    """Whether this machine has what it takes."""
    return bool(shutil.which("wrk") and shutil.which("taskset") and (os.cpu_count() or 1) > 1)


def load(
    *urls: str,
    connections: int,
    script: Path | None = None,
    files: Mapping[str, Path] | None = None,
    headers: Sequence[str] = (),
) -> list[Load]:
    """Medians of three runs of three seconds at each address.

    The runs take turns, so that what else the machine does falls on all of them alike. A script
    gets its files by these names. Raises RuntimeError where an answer was not a success.
    """
    runs: list[list[Load]] = [[] for _ in urls]
    sent = [0] * len(urls)
    for _ in range(RUNS):
        for at, url in enumerate(urls):
            run, number = _run(url, connections, script, files or {}, headers, sent[at])
            runs[at].append(run)
            sent[at] += number
    return [
        Load(median(run.rate for run in each), median(run.p99 for run in each)) for each in runs
    ]


def _run(
    url: str,
    connections: int,
    script: Path | None,
    files: Mapping[str, Path],
    headers: Sequence[str],
    first: int,
) -> tuple[Load, int]:
    asked = [part for header in headers for part in ("-H", header)]
    with_script = ["-s", str(script)] if script else []
    arguments = ["--", str(first)] if script else []
    wrk = [
        *ON_THE_OTHER_CORE,
        "wrk",
        "--latency",
        "-t1",
        "--timeout",
        "10s",
        f"-c{connections}",
        f"-d{SECONDS}",
    ]
    said = subprocess.run(  # noqa: S603 - our own words
        [*wrk, *asked, *with_script, url, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **{name: str(path) for name, path in files.items()}},
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    number = re.search(r"(\d+) requests in", said)
    if not (rate and slowest and number) or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"wrk said:\n{said}")
    return Load(float(rate[1]), float(slowest[1]) * _UNITS[slowest[2]]), int(number[1])


@contextmanager
def served(
    command: Sequence[str],
    *,
    path: str = "/health/ready",
    python: str = sys.executable,
    environment: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server on one core; `{port}` in its command becomes the port. `path` shows it is up.

    It gets this process's environment but for the variables `without`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in without}
    command = [*_ON_ONE_CORE, python, *(part.replace("{port}", str(port)) for part in command)]
    process = subprocess.Popen(  # noqa: S603 - our own words
        command,
        env=kept | dict(environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url + path)
        yield url, process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=15)


@dataclass(frozen=True, slots=True)
class Use:
    """What a server and its workers have used: seconds of a core, the first worker's memory, and
    that of the process which began it.
    """

    seconds: float
    megabytes: float
    main_megabytes: float
    """Anonymous memory: a database that is mapped would count once for every connection."""


def use_of(process: subprocess.Popen[bytes]) -> Use:
    """What the server has used so far."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    workers = children.split()
    ticks = sum(_ticks(pid) for pid in (str(process.pid), *workers))
    seconds = ticks / os.sysconf("SC_CLK_TCK")
    return Use(seconds, _megabytes(workers[0]), _megabytes(str(process.pid)))


def _megabytes(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) * 1024 / 1e6


def _ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _wait(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")

"""Figures of the front: requests a second of one worker on one core, load from the other."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from benchmarks.measuring import Row

_SECONDS = 3
_RUNS = 3
_BROTLI = {"Accept-Encoding": "br"}
_WANTED = "Accept-Encoding: br"
_ON_THE_OTHER_CORE = ("taskset", "-c", "1")


def figures() -> Iterator[Row]:
    """Each hot read beside the floor of its size."""
    if not (shutil.which("wrk") and shutil.which("taskset") and (os.cpu_count() or 1) > 1):
        yield Row("the front", "not measured", "needs wrk, taskset and two cores")
        return
    counts = urlencode([("url", f"/news/import-{number}") for number in range(50)])
    with _server(["-m", "belowline", "serve"]) as (url, process):
        yield Row("memory of an idle worker", f"{_worker_megabytes(process):.0f} MB", "resident")
        reads = [
            ("read a thread of 41 comments", f"{url}/news/forty-one"),
            ("page 1 of 20,000 comments", f"{url}/news/long"),
            ("counts for 50 articles", f"{url}/api/v1/counts?{counts}"),
        ]
        measured = [(what, *_measure(address)) for what, address in reads]
    for what, size, reached in measured:
        with _server(["-m", "granian", "--interface", "asgi", "--no-ws"], size=size) as (url, _):
            _, floor = _measure(url)
        yield Row(
            what,
            f"{reached:,.0f} requests/s, {reached / floor:.0%} of the floor",
            f"{size / 1000:.1f} KB brotli; floor {floor:,.0f}; 32 connections, median of {_RUNS}",
        )


def _measure(url: str) -> tuple[int, float]:
    """Bytes of the answer, and requests a second."""
    with urlopen(Request(url, headers=_BROTLI), timeout=30) as answer:  # noqa: S310 - our own
        size = len(answer.read())
    return size, median(_load(url) for _ in range(_RUNS))


def _load(url: str) -> float:
    said = subprocess.run(
        [*_ON_THE_OTHER_CORE, "wrk", "-t1", "-c32", f"-d{_SECONDS}", "-H", _WANTED, url],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None or "Non-2xx" in said:
        raise RuntimeError(f"wrk said:\n{said}")
    return float(found[1])


@contextmanager
def _server(command: list[str], size: int = 0) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    target = ["benchmarks.floor:application"] if size else []
    process = subprocess.Popen(
        ["taskset", "-c", "0", sys.executable, *command, "--port", str(port), *target],
        env={**os.environ, "FLOOR_BYTES": str(size)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/health/ready")
        yield url, process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=15)


def _wait(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {url}")


def _worker_megabytes(process: subprocess.Popen[bytes]) -> float:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    status = Path(f"/proc/{children.split()[0]}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6

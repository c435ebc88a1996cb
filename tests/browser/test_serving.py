"""`belowline serve` with its options: a Unix socket, metrics on their own port, logs in JSON."""

import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from time import sleep
from urllib.request import urlopen

import pytest

from serving import free_port, stop, until


class ByUnixSocket(HTTPConnection):
    """HTTP to a socket in the file system."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=5)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(str(self._path))


def get(place: Path, address: str) -> tuple[int, str]:
    connection = ByUnixSocket(place)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.fixture
def serve(tmp_path, django_db_setup):
    running = []

    def run(*options: str, **variables: str) -> tuple[subprocess.Popen[bytes], Path]:
        environment = {
            **os.environ,
            "BELOWLINE_DATA_DIR": str(tmp_path),
            "BELOWLINE_DATABASE_URL": f"sqlite:///{django_db_setup}",
            **variables,
        }
        printed = tmp_path / "printed.txt"
        with printed.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "belowline", "serve", *options],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running.append(process)
        return process, printed

    yield run
    for process in running:
        if process.poll() is None:
            stop(process)


def test_a_unix_socket_metrics_and_logs_in_json(serve, newspaper, tmp_path) -> None:
    place, port = tmp_path / "belowline.sock", free_port()
    article = newspaper.article()
    process, printed = serve(
        *("--uds", str(place), "--workers", "2", "--metrics-port", str(port)),
        BELOWLINE_LOG_FORMAT="json",
    )
    until(lambda: get(place, "/health/ready")[0] == 200, OSError)

    def counted() -> dict[str, float]:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return {
            name: float(value)
            for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")
        }

    made = "belowline_page_making_seconds_count"

    def is_warm() -> bool:
        before = counted()[made]
        sleep(1)
        return counted()[made] == before

    until(is_warm, KeyError)  # both workers make pages before anybody asks
    warmed = counted()[made]
    for _ in range(20):
        assert get(place, article.path)[0] == 200
    assert get(place, "/nowhere/at/all")[0] == 404
    assert get(place, "/metrics")[0] == 404
    until(lambda: counted()['belowline_finished_answers_total{outcome="whole"}'] == 20, KeyError)
    assert 1 <= counted()[made] - warmed <= 3
    assert counted()['belowline_passed_on_seconds_count{method="GET",status="404"}'] >= 1
    assert place.stat().st_mode & 0o777 == 0o660

    stop(process)
    lines = printed.read_text(encoding="utf-8").splitlines()
    # Mails of other tests, with their blank lines, are printed by whichever server sends them.
    told = [json.loads(line) for line in lines if line.startswith("{")]
    assert {"time", "level", "logger", "message"} <= told[0].keys()
    assert any(line["level"] == "WARNING" and "/nowhere" in line["message"] for line in told)


def test_a_port_that_is_taken_is_named(serve) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process, printed = serve("--port", str(free_port()), "--metrics-port", str(port))
        assert process.wait(timeout=20) == 1
    said = printed.read_text(encoding="utf-8")
    assert f"127.0.0.1:{port}" in said
    assert "--metrics-port" in said
    assert "Traceback" not in said

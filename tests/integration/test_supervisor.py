"""Workers that die are begun again, however often; only what never comes up is given up."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from serving import free_port, start, stop, until

pytestmark = pytest.mark.any_database

_BROKEN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "belowline.config.settings"
import django
django.setup()
from belowline.cli import serve, supervisor
serve._APPLICATION = "belowline.nowhere:application"
supervisor._FIRST_WAIT = 0.01
serve.run_server(host="127.0.0.1", port=int(os.environ["PORT"]))
"""


def _worker_of(process: subprocess.Popen[bytes]) -> int | None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for child in children:
        words = Path(f"/proc/{child}/cmdline").read_text()
        if "resource_tracker" not in words:
            return int(child)
    return None


def _answers(url: str) -> bool:
    with urlopen(f"{url}/health/ready", timeout=1) as answer:  # noqa: S310 - our own server
        return bool(answer.status == 200)


def test_a_worker_that_is_killed_again_and_again_is_begun_again(tmp_path) -> None:
    process, site = start(tmp_path, tmp_path / "news.sqlite3", free_port())
    try:
        for _ in range(4):
            worker = _worker_of(process)
            assert worker is not None
            os.kill(worker, signal.SIGKILL)
            until(lambda worker=worker: _worker_of(process) not in (None, worker), OSError)
            until(lambda: _answers(site.url), OSError)
        assert process.poll() is None
    finally:
        stop(process)
    assert "A worker has died" in site.printed.read_text()


def test_a_server_whose_workers_never_come_up_says_so_and_ends(tmp_path) -> None:
    environment = {
        **os.environ,
        "BELOWLINE_DATA_DIR": str(tmp_path),
        "PORT": str(free_port()),
        "BELOWLINE_DATABASE_URL": "",
    }
    ended = subprocess.run(
        [sys.executable, "-c", _BROKEN],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "The server gives up: its workers ended 5 times" in ended.stderr

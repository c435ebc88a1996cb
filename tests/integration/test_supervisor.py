"""Workers that die are begun again, however often; only what never comes up is given up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SO_REUSEPORT, SOL_SOCKET, socket
from urllib.request import urlopen

import pytest

from serving import free_port, start, stop, until

pytestmark = pytest.mark.any_database

_BROKEN = """
from belowline.cli import serve, supervisor
serve._APPLICATION = "belowline.nowhere:application"
supervisor._FIRST_WAIT = 0.01
serve.serve([])
"""
_PREPARED = """
import sys
import belowline.cli.serve
print(*{name.partition(".")[0] for name in sys.modules})
"""
_ENDED_AT_THE_FORK = """
import os, signal, time
from granian.server import mp
from belowline.cli import serve, shutdown
def end():
    shutdown.end_streams_first()
    os.kill(os.getpid(), signal.SIGTERM)
serve.end_streams_first = end  # is called right before the workers are forked
mp.configure_logging = lambda *_: time.sleep(1)  # before anything of ours runs in them
serve.serve(["--port", "{port}"])
"""
_SLOW_TO_TELL = """
import time
from belowline.cli import serve
serve.Preparation.told = lambda _: time.sleep(60)
serve.serve(["--port", "{port}"])
"""
_SAYS_WHEN = """
import os
from pathlib import Path
from belowline.cli import serve
say = serve.click.echo
serve.click.echo = lambda line: say(str(Path(os.environ[serve.CAME_UP]).exists()) + " " + line)
serve.serve(["--port", "{port}"])
"""
_LARGEST = 30_000
"""kB that the main process may take: it only begins workers again."""


def _worker_of(process: subprocess.Popen[bytes]) -> int | None:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for child in children:
        words = Path(f"/proc/{child}/cmdline").read_text()
        if "resource_tracker" not in words:
            return int(child)
    return None


def _anonymous(process: int) -> int:
    """The kB of memory that are its own, and of no file."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


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
        timeout=180,
        check=False,
    )
    assert ended.returncode == 1
    assert "The server gives up: its workers ended 5 times" in ended.stderr


@contextmanager
def _served(folder: Path, code: str | None = None, **more: str) -> Iterator[subprocess.Popen[str]]:
    """`belowline serve`, or what this code makes of it; whatever is left of it is killed."""
    environment = {**os.environ, "BELOWLINE_DATA_DIR": str(folder), "BELOWLINE_DATABASE_URL": ""}
    port = str(free_port())
    served = (
        ["-c", code.format(port=port)] if code else ["-m", "belowline", "serve", "--port", port]
    )
    with subprocess.Popen(
        [sys.executable, *served],
        env={**environment, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_the_main_process_is_small_and_knows_no_django(tmp_path) -> None:
    known = subprocess.run(
        [sys.executable, "-c", _PREPARED], capture_output=True, text=True, check=True
    )
    assert not {"django", "pydantic"} & set(known.stdout.split())
    process, _ = start(tmp_path, tmp_path / "news.sqlite3", free_port())
    try:
        assert _anonymous(process.pid) < _LARGEST
    finally:
        stop(process)


@pytest.mark.parametrize(
    ("variables", "status", "said"),
    [
        ({"BELOWLINE_THREADS": "many"}, 2, "BELOWLINE_THREADS"),
        ({"BELOWLINE_DATABASE_URL": "sqlite:////proc/none/news"}, 1, "/proc/none"),
    ],
    ids=["a variable", "the database"],
)
def test_what_cannot_be_prepared_ends_the_server_with_its_own_words(
    tmp_path, variables, status, said
) -> None:
    with _served(tmp_path, **variables) as process:
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == status
    assert said in printed
    assert "Belowline answers" not in printed
    assert "worker has died" not in printed


def test_the_address_is_told_once_somebody_answers_there(tmp_path) -> None:
    with _served(tmp_path, _SAYS_WHEN) as process:
        assert process.stdout
        told = next(line for line in process.stdout if "Belowline answers at" in line)
        url = told.split()[-1]
        assert told.startswith("True ")
        assert _answers(url)


@pytest.mark.parametrize("after", [0.0, 0.2, 0.4, 0.8, 1.2])
def test_a_server_that_is_ended_while_it_prepares_leaves_nothing_behind(tmp_path, after) -> None:
    with _served(tmp_path) as process:
        time.sleep(after)
        _end(process)


def test_a_server_that_is_ended_before_it_listens_takes_down_what_it_has_put_up(tmp_path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with _served(tmp_path, _SLOW_TO_TELL, TMPDIR=str(temporary)) as process:
        until(lambda: any("preparing" in words for words in _children(process)), OSError)
        _end(process)
    assert not list(temporary.iterdir())


def test_a_worker_that_is_ended_before_it_listens_to_signals_ends(tmp_path) -> None:
    with _served(tmp_path, _ENDED_AT_THE_FORK) as process:
        process.communicate(timeout=8)
    assert process.returncode == 0


def _children(process: subprocess.Popen[str]) -> list[str]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [Path(f"/proc/{child}/cmdline").read_text() for child in children]


def _end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=8)  # until everybody who holds its output has ended


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_no_second_server_takes_half_of_the_readers_of_the_first(tmp_path, command) -> None:
    port = free_port()
    with socket() as other:
        other.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        done = subprocess.run(
            [sys.executable, "-m", "belowline", command, "--port", str(port)],
            env={**os.environ, "BELOWLINE_DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert f"127.0.0.1:{port}: Address already in use" in done.stderr
    assert "--port" in done.stderr
    assert not list(tmp_path.rglob("*.sqlite3")), "nothing was begun"

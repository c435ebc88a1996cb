"""A database that cannot be written: its disk is full, it is locked, it may only be read.

Nothing is begun again: what is read goes on, whoever writes is told so, and once it can be written
it is.
"""

import json
import os
import signal
import sqlite3
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.db import InternalError, OperationalError, connection
from PIL import Image

from belowline.accounts.services.signups import announce_signup
from belowline.core.database_faults import is_away
from belowline.core.ids import encode
from belowline.core.sqlite_backup import back_up
from belowline.delivery.sqlite_trial_write import SQLiteTrialWrite
from newspaper import PASSWORD, cookies_of
from serving import Site, ask, free_port, start, stop, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="it is about files"),
]
WORDS = "Long and dear to me, and said once."
KEY = "0d1c5a3e-9f6b-4c6e-8a52-6f1f3f9d7b11"


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A disk of its own, which can be filled."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        warnings.warn("NOT TESTED with a full disk: nothing may be mounted here", stacklevel=2)
        pytest.skip("nothing may be mounted here")
    yield place
    # A process that was killed holds the disk for a moment longer.
    until(lambda: subprocess.run(["umount", str(place)], check=False).returncode == 0)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """While somebody else's file takes all that is free."""
    file = disk / "of-somebody-else"
    with file.open("wb", buffering=0) as filling:
        try:
            while filling.write(bytes(4096)):
                continue
        except OSError:
            yield
    file.unlink()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """While somebody else is writing, and does not come to an end."""
    with closing(sqlite3.connect(database, timeout=20, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


class Reader:
    """Somebody who is logged in, reads these paths, and writes in every way that there is."""

    def __init__(
        self, site: Site, paths: Sequence[str], thread: str, comment: int, cookies: str
    ) -> None:
        self.site = site
        self._paths, self._thread, self._comment = paths, thread, comment
        self._headers = {"Sec_Fetch_Site": "same-origin", "Cookie": cookies}

    def reads(self) -> None:
        assert [ask(self.site, path)[0] for path in self._paths] == [200] * len(self._paths)

    def posts(self):
        form = f"text={WORDS.replace(' ', '+')}&parent=&key={KEY}"
        return self._sent(f"/threads/{self._thread}/comments", form)

    def votes(self):
        address = f"/api/v1/comments/{encode(self._comment)}/vote"
        return ask(self.site, address, "PUT", json.dumps({"value": 1}), **self._headers)

    def posts_by_script(self):
        address = f"/api/v1/threads/{self._thread}/comments"
        return ask(self.site, address, "POST", json.dumps({"text": WORDS}), **self._headers)

    def logs_in(self):
        return self._sent("/accounts/login/", f"login=Ada.Wren%40example.org&password={PASSWORD}")

    def sends_a_picture(self):
        drawn = BytesIO()
        Image.effect_noise((300, 300), 90).save(drawn, "PNG")
        body = (
            b'--cut\r\nContent-Disposition: form-data; name="picture"; filename="me.png"\r\n'
            b"Content-Type: image/png\r\n\r\n" + drawn.getvalue() + b"\r\n--cut--\r\n"
        )
        return self._sent("/me/picture", body, "multipart/form-data; boundary=cut")

    def is_told_so(self) -> None:
        """Each way to write is answered, within eight seconds, by the same sentence."""
        status, headers, page = self.posts()
        assert (status, headers["Retry-After"]) == (503, "5")
        assert "Back in a moment" in page
        assert f"{WORDS}</textarea>" in page
        assert f'<input type="hidden" name="key" value="{KEY}">' in page
        for sent in (self.logs_in, self.sends_a_picture):
            status, headers, page = sent()
            assert (status, headers["Retry-After"]) == (503, "5")
            assert PASSWORD not in page
        for sent in (self.votes, self.posts_by_script):
            status, headers, problem = sent()
            assert (status, headers["Retry-After"]) == (503, "5")
            assert json.loads(problem)["code"] == "unavailable"

    def _sent(self, path: str, body, kind: str = "application/x-www-form-urlencoded"):
        headers = {**self._headers, "Content_Type": kind, "Accept": "text/html"}
        return ask(self.site, path, "POST", body, **headers)


@pytest.fixture
def installation(newspaper, tmp_path):
    """Starts a server on a copy of the test's database; gives the copy, and a reader."""
    running = []
    article, unread = newspaper.article(), newspaper.article()
    thread, person = newspaper.thread(), newspaper.person("Ada Wren", can_log_in=True)
    comment = newspaper.comment(thread, "Worth a vote.")
    announce_signup(person_id=person.id, publication_id=newspaper.publication_id, way="email")
    cookies = cookies_of(person)

    def run(folder: Path) -> tuple[Path, int, Reader]:
        connection.close()
        database = folder / "news.sqlite3"
        back_up(Path(str(connection.settings_dict["NAME"])), database)
        process, site = start(tmp_path, database, free_port())
        running.append(process)
        assert ask(site, article.path)[0] == 200
        paths = (article.path, f"{unread.path}?order=oldest", "/health/live")
        until(lambda: _is_worked_off(database))
        return database, process.pid, Reader(site, paths, thread.ref, comment, cookies)

    yield run
    for process in running:
        stop(process)


def _is_ready(site: Site) -> bool:
    return ask(site, "/health/ready")[0] == 200


def _said(database: Path) -> int:
    with closing(sqlite3.connect(database)) as asking:
        asked = asking.execute("SELECT count(*) FROM comment WHERE text = ?", (WORDS,))
        return int(asked.fetchone()[0])


@contextmanager
def _standing_still(server: int, database: Path) -> Iterator[None]:
    """While the server does nothing. It is stopped while it is not writing, for the lock."""
    with locked(database):
        os.killpg(server, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(server, signal.SIGCONT)


def _leave_work(database: Path) -> None:
    """An event for a subscriber, and a task that is due."""
    with closing(sqlite3.connect(database, timeout=20)) as writing, writing:
        copied = "name, publication_id, thread_id, payload, occurred_at"
        writing.execute(
            f"INSERT INTO outbox ({copied}) SELECT {copied} FROM outbox "  # noqa: S608 - constants
            "WHERE name = 'ReaderJoined' LIMIT 1"
        )
        long_ago = "UPDATE task_schedule SET due_at = '2001-01-01 00:00:00' WHERE key = 'retention'"
        writing.execute(long_ago)


def _is_worked_off(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as asking:
        asked = asking.execute(
            "SELECT (SELECT max(id) FROM outbox WHERE name = 'ReaderJoined') <= "
            "(SELECT position FROM subscriber_place WHERE name = 'alerts-invitations'), "
            "(SELECT due_at > '2002-01-01' FROM task_schedule WHERE key = 'retention') "
            "AND NOT EXISTS (SELECT 1 FROM task WHERE key = 'retention')"
        )
        return asked.fetchone() == (1, 1)


def _writes_again(database: Path, reader: Reader) -> None:
    until(lambda: _is_ready(reader.site))
    assert reader.posts()[0] == 302
    assert reader.posts()[0] == 302, "the same key"
    assert reader.votes()[0] == 200
    assert _said(database) == 1
    until(lambda: _is_worked_off(database), within=60)


def test_on_a_full_disk_what_is_written_is_refused_until_there_is_room(disk, installation) -> None:
    database, server, reader = installation(disk)
    with ExitStack() as full:
        with _standing_still(server, database):
            _leave_work(database)
            full.enter_context(filled(disk))
        reader.is_told_so()
        until(lambda: not _is_ready(reader.site))
        reader.is_told_so()
        reader.reads()
        assert _said(database) == 0
        assert not _is_worked_off(database)
    _writes_again(database, reader)
    printed = reader.site.printed.read_text()
    assert "No space left on device" in printed
    assert "The database can be written again." in printed


def test_while_another_holds_the_lock_nobody_waits_for_long(installation, tmp_path) -> None:
    database, _, reader = installation(tmp_path)
    with locked(database):
        assert _is_ready(reader.site), "nobody has tried to write"
        reader.is_told_so()
        assert not _is_ready(reader.site)
        reader.reads()
    _writes_again(database, reader)


def test_what_may_only_be_read_is_found_out_by_a_look(tmp_path, monkeypatch) -> None:
    database = tmp_path / "news.sqlite3"
    with closing(sqlite3.connect(database)) as made:
        made.execute("CREATE TABLE any_table (it)")
    trial = SQLiteTrialWrite(str(database))
    trial.look()
    trial.write()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # root may write all
    with pytest.raises(OSError, match="Read-only"):
        trial.look()


class _DriverError(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("fault", "cause", "counts"),
    [
        (OperationalError("database or disk is full"), None, True),
        (OperationalError("could not extend file"), _DriverError("53100"), True),
        (InternalError("read only"), _DriverError("25006"), True),
        (InternalError("the transaction is aborted"), _DriverError("25P02"), False),
        (InternalError("unknown"), None, False),
    ],
)
def test_what_counts_as_a_database_that_is_away(fault, cause, counts) -> None:
    fault.__cause__ = cause
    assert is_away(fault) is counts

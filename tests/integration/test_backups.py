"""The drill: back up while it serves, lose everything, restore, and all that was there is back."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.db import connection

from belowline.config.environment import EnvironmentFault
from belowline.config.secret import kept_secret
from belowline.core.sqlite_backup import BackupFault, back_up, put_back, rows_of
from serving import free_port

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL is backed up with its own tools"
)


class Installation:
    """An installation of its own, by the command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: it for name, it in os.environ.items() if not name.startswith("BELOWLINE_")}
        self._environment = {**kept, "BELOWLINE_DATA_DIR": str(folder)}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "belowline", *words]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )

    def bring(self, name: str) -> None:
        file = self.folder.parent / f"{name}.txt"
        file.write_text(f"{name}\n\n1 Comment\n\nWords of {name}.\n\n1 ( +1 / -0 )\n")
        url = f"https://news.example/{name}"
        told = self.run("import", "page", str(file), "--url", url, "--published", "2014-03-05")
        assert told.returncode == 0, told.stderr

    def serve(self) -> subprocess.Popen[bytes]:
        port = free_port()
        command = [sys.executable, "-m", "belowline", "serve", "--port", str(port)]
        process = subprocess.Popen(
            command, env=self._environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                    return process
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("it does not serve")

    @property
    def texts(self) -> list[str]:
        with closing(sqlite3.connect(self.folder / "belowline.sqlite3")) as database:
            return sorted(text for (text,) in database.execute("SELECT text FROM comment"))


def test_what_was_there_at_the_backup_is_back_after_the_restore(tmp_path):
    here = Installation(tmp_path / "data")
    here.bring("First")
    picture = here.folder / "pictures" / "ab" / f"{'ab' * 16}-320.jpeg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a gull")
    process = here.serve()
    try:
        made = here.run("backup", "--to", str(tmp_path / "backups"), "--keep", "2")
        assert "holds 1 comments" in made.stdout, made.stderr
        (copy,) = (tmp_path / "backups").glob("*.sqlite3")
        picture.unlink()
        here.bring("Second")
        refused = here.run("restore", str(copy))
        assert refused.returncode == 1
        assert "in use" in refused.stderr
        assert here.texts == ["Words of First.", "Words of Second."]
    finally:
        os.killpg(process.pid, 9)
        process.wait()
    restored = here.run("restore", str(copy))
    assert "1 comments are back" in restored.stdout, restored.stderr
    assert here.texts == ["Words of First."]
    assert picture.read_bytes() == b"a gull"
    checked = here.run("check")
    assert (checked.returncode, "Every counter is right" in checked.stdout) == (0, True)
    (aside,) = here.folder.glob("before-restore-*")
    assert rows_of(aside)["comment"] == 2
    private = [here.folder / "belowline.sqlite3", here.folder / "secret-key", copy, aside]
    assert {stat.S_IMODE(file.stat().st_mode) for file in private} == {0o600}


def test_only_so_many_backups_are_kept(tmp_path):
    here, backups = Installation(tmp_path / "data"), tmp_path / "backups"
    here.bring("First")
    backups.mkdir()
    for day in (1, 2, 3):
        (backups / f"belowline-2026010{day}-030000.sqlite3").write_bytes(b"old")
    (backups / "notes.txt").write_text("not ours")
    assert here.run("backup", "--to", str(backups), "--keep", "2").returncode == 0
    assert sorted(file.name for file in backups.iterdir())[0].startswith("belowline-20260103")
    assert len(list(backups.iterdir())) == 3


def _database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as made:
        made.executescript("CREATE TABLE django_migrations (id); CREATE TABLE comment (text);")
        made.executemany("INSERT INTO comment VALUES (?)", [("words " * 50,)] * 500)
        made.commit()
    return path


@pytest.mark.parametrize("damage", ["cut", "other", "empty", "garbled"])
def test_a_file_that_is_no_whole_backup_is_refused_and_nothing_is_lost(tmp_path, damage):
    database = _database(tmp_path / "belowline.sqlite3")
    copy = tmp_path / "copy.sqlite3"
    back_up(database, copy)
    whole = copy.read_bytes()
    if damage == "cut":
        copy.write_bytes(whole[: len(whole) // 2])
    elif damage == "empty":
        copy.write_bytes(b"")
    elif damage == "garbled":
        copy.write_bytes(whole[:4096] + b"\x07" * 8192 + whole[12288:])
    else:
        copy.unlink()
        sqlite3.connect(copy).executescript("CREATE TABLE recipes (name)")
    with pytest.raises(BackupFault):
        rows_of(copy)
    assert rows_of(database)["comment"] == 500


def test_a_database_that_somebody_has_open_is_not_replaced(tmp_path):
    database, copy = _database(tmp_path / "belowline.sqlite3"), tmp_path / "copy.sqlite3"
    back_up(database, copy)
    other = sqlite3.connect(database)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("INSERT INTO comment VALUES ('later')")
    other.commit()
    with pytest.raises(BackupFault, match="in use"):
        put_back(copy, database, tmp_path / "aside")
    assert other.execute("SELECT COUNT(*) FROM comment").fetchone() == (501,)
    assert not list(tmp_path.glob(".*"))


def test_a_restore_that_dies_leaves_one_of_the_two_in_place(tmp_path, monkeypatch):
    database, copy = _database(tmp_path / "belowline.sqlite3"), tmp_path / "copy.sqlite3"
    back_up(database, copy)
    monkeypatch.setattr(Path, "replace", lambda *_: os._exit(9))
    if (child := os.fork()) == 0:
        put_back(copy, database, tmp_path / "aside")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert rows_of(database)["comment"] == rows_of(tmp_path / "aside")["comment"] == 500


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 60])
def test_a_key_that_a_crash_has_left_behind_is_noticed(tmp_path, content):
    (tmp_path / "secret-key").write_bytes(content)
    with pytest.raises(EnvironmentFault, match="backup"):
        kept_secret(tmp_path)
    assert (tmp_path / "secret-key").read_bytes() == content


def test_a_key_is_made_once_and_whole(tmp_path):
    assert kept_secret(tmp_path) == kept_secret(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]

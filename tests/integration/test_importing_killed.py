"""An import that is killed leaves nothing or a beginning, which the same import completes.

`BELOWLINE_KILLS=100` kills it as often as that; a few times do for every day.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.any_database

KILLS = int(os.environ.get("BELOWLINE_KILLS", "4"))
COMMENTS = 1_100
BATCH = 500
URL = "https://news.example/story"
_WORDS = (
    "ferry",
    "lock",
    "winter",
    "board",
    "boat",
    "night",
    "bridge",
    "tide",
    "rope",
    "fog",
    "pier",
)
_KEPT = (
    "SELECT text, author_name, is_recovered, up, down, imported_up, imported_down, answers, "
    "replies FROM comment ORDER BY id"
)
_ANSWERS = (
    "SELECT kind, said.text, told.text FROM answer JOIN comment said ON said.id = source_id "
    "JOIN comment told ON told.id = target_id ORDER BY 2, 3"
)


def _texts() -> list[str]:
    """Comments, oldest first; every third opens with the words of an earlier one."""
    choice = random.Random(7)
    texts: list[str] = []
    for number in range(COMMENTS):
        own = f"Remark {number}: " + " ".join(choice.choices(_WORDS, k=30)) + "."
        quoted = texts[choice.randrange(number)].rpartition("\n")[2] if number % 3 == 2 else ""
        texts.append(f"{quoted}\n\n{own}" if quoted else own)
    return texts


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Path:
    shown = "\n\n".join(f"{text}\n\n1 ( +2 / -1 )" for text in reversed(_texts()))
    file = tmp_path_factory.mktemp("page") / "page.txt"
    file.write_text(
        f"Big news\n\n{COMMENTS} Comments\nBy Ada Wren\n\nThe article has expired.\n\n"
        f"{COMMENTS} Comments\nLogin to comment\n\n{shown}\n\nLogin to leave a comment\n"
    )
    return file


@pytest.fixture
def run(tmp_path, page) -> Callable[..., subprocess.Popen[str]]:
    def begin(folder: str, *words: str) -> subprocess.Popen[str]:
        more = {"BELOWLINE_DATA_DIR": str(tmp_path / folder), "BELOWLINE_DATABASE_URL": ""}
        return subprocess.Popen(
            [sys.executable, "-m", "belowline", *words],
            env={**os.environ, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return begin


def _done(process: subprocess.Popen[str]) -> str:
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0, printed
    return printed


def _rows(database: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(database)) as asking:
        return asking.execute(query).fetchall()


def test_an_import_that_is_killed_is_completed_by_the_next_one(run, page, tmp_path) -> None:
    words = ("import", "page", str(page), "--url", URL, "--published", "2014-03-05")
    _done(run("empty", "check"))
    shutil.copytree(tmp_path / "empty", tmp_path / "whole")
    began = time.monotonic()
    assert f"{COMMENTS} new, 0 here already" in _done(run("whole", *words))
    took = time.monotonic() - began
    whole = tmp_path / "whole" / "belowline.sqlite3"
    kept, answers = _rows(whole, _KEPT), _rows(whole, _ANSWERS)
    assert len(kept) == COMMENTS
    assert len(answers) > COMMENTS / 4

    found = COMMENTS  # so that the first kill is of an import into an empty installation
    for number in range(KILLS):
        if found == COMMENTS:
            folder = f"killed-{number}"
            database = tmp_path / folder / "belowline.sqlite3"
            shutil.copytree(tmp_path / "empty", tmp_path / folder)
            found = 0
        importing = run(folder, *words)
        time.sleep(took * random.uniform(0.3, 1.0))
        importing.send_signal(signal.SIGKILL)
        importing.communicate()
        before, found = found, len(_rows(database, _KEPT))
        assert found >= before
        assert found % BATCH == 0 or found == COMMENTS, "half a batch is there"
        for table in ("publication", "section", "article", "thread"):
            assert _rows(database, f"SELECT count(*) FROM {table}")[0][0] <= 1, table  # noqa: S608
        assert _rows(database, "PRAGMA integrity_check") == [("ok",)]
        _done(run(folder, "check"))

    printed = _done(run(folder, *words))
    assert f"{COMMENTS - found} new, {found} here already" in printed
    assert _rows(database, _KEPT) == kept
    assert _rows(database, _ANSWERS) == answers
    _done(run(folder, "check"))
    assert f"0 new, {COMMENTS} here already" in _done(run(folder, *words))

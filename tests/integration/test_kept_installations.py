"""An installation of each released state is whole after the first `belowline serve` of today's."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from belowline.core.ids import decode
from serving import free_port, start, stop, until

KEPT = Path(__file__).parents[1] / "fixtures" / "installations"
RELEASES = sorted(dump.parent.name for dump in KEPT.glob("*/postgresql.sql"))
KEY = "the-key-of-the-kept-installations-which-opens-nothing-else"
VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]

UNCHANGED = {
    "comment": "id, thread_id, root_id, parent_id, author_id, author_name, author_key,"
    " is_recovered, import_key, idempotency_key, posted_at, edited_at, text, html, up, down,"
    " imported_up, imported_down, best, disputed, answers, replies",
    "comment_revision": "id, comment_id, text, replaced_at",
    "vote": "id, comment_id, person_id, value, cast_at",
    "follow": "id, thread_id, person_id, seen_id",
    "thread": "id, article_id, comments_open, votes_open, closing_note, comment_count, revision",
    "answer": "id, source_id, target_id, kind",
    "fingerprint": "id, digest, comment_id",
    "report": "id, comment_id, reporter_id, reason, note, reported_at, decision_id",
    "decision": "id, comment_id, moderator_id, outcome, reason, decided_at",
    "person": "id, email, name, password, is_active, joined_at, picture",
    "role_grant": "id, person_id, role",
    "badge": "id, person_id, kind, source",
    "mute": "id, person_id, other_id",
    "block": "id, person_id, other_id",
    "departure": "person_id, erasure_id, due_at, begun_at",
    "erasure": "id, code, kind, counts",
    "personal_export": "id, person_id, made_at, size",
    "picture": "person_id, digest, small, large",
    "remote_session": "id, digest, person_id, origin, proof",
    "django_session": "session_key, session_data, expire_date",
    "mfa_authenticator": "id, user_id, type, data",
    "alert_consent": "id, person_id, wanted, wording",
    "article": "id, slug, url, headline, body, published_at, licence_ends_at",
    "audit_log": "id, actor_id, actor_name, action, subject_kind, subject_id, reason, details,"
    " recorded_at",
    "task": "id, payload, due_at, attempts",
}
"""What no migration may touch: columns by table, as the first release calls both."""
WHICH = {"task": "key IS NULL"}
"""Of this table only those rows: regular work is scheduled anew."""
RENAMED = {
    "departure": "deletion_request",
    "erasure": "deletion_receipt",
    "personal_export": "data_export",
    "erasure_id": "receipt_id",
}
"""What tables and columns are called today, where it is something else."""
SQLITE_COLUMNS = """
SELECT tables.name, columns.name FROM sqlite_master tables, pragma_table_info(tables.name) columns
"""
POSTGRESQL_COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """A database that an earlier release has written, and what that release answered from it."""

    url: str
    expected: dict

    def rows(self, table: str) -> list[tuple]:
        """The columns of a table that stay as they are, whatever they are called."""
        names = self._names()
        table_now = table if table in names else RENAMED[table]
        columns = [
            column if column in names[table_now] else RENAMED[column]
            for column in UNCHANGED[table].split(", ")
        ]
        which = WHICH.get(table, "1 = 1")
        chosen = f"SELECT {', '.join(columns)} FROM {table_now} WHERE {which} ORDER BY 1"  # noqa: S608
        return self.ask(chosen)

    def rows_where(self, table: str, condition: str) -> list[tuple]:
        """The rows of a table to which this applies."""
        named = table if table in self._names() else RENAMED[table]
        return self.ask(f"SELECT * FROM {named} WHERE {condition}")  # noqa: S608 - our words

    def _names(self) -> dict[str, set[str]]:
        """The columns of each table."""
        found = self.ask(SQLITE_COLUMNS if VENDOR == "sqlite3" else POSTGRESQL_COLUMNS)
        names: dict[str, set[str]] = {}
        for table, column in found:
            names.setdefault(table, set()).add(column)
        return names

    def ask(self, question: str) -> list[tuple]:
        """The rows that a question to the database itself gives."""
        if VENDOR == "sqlite3":
            path = self.url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path)) as database:
                return database.execute(question).fetchall()
        with psycopg.connect(self.url) as database:
            return database.execute(question).fetchall()

    def run(self, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of today's release on it."""
        environment = {
            **os.environ,
            "BELOWLINE_DATA_DIR": str(folder),
            "BELOWLINE_DATABASE_URL": self.url,
            "BELOWLINE_SECRET_KEY": KEY,
        }
        return subprocess.run(
            [sys.executable, "-m", "belowline", *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(params=RELEASES)
def installation(request, tmp_path):
    kept = KEPT / request.param
    script = (kept / f"{_name()}.sql").read_text(encoding="utf-8")
    expected = json.loads((kept / f"{_name()}.json").read_text(encoding="utf-8"))
    if VENDOR == "sqlite3":
        path = tmp_path / "kept.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            database.executescript(script)
        yield Installation(f"sqlite:///{path}", expected)
        return
    given, name = settings.DATABASES["default"], f"kept_{uuid4().hex[:12]}"
    server = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(f"{server}/{name}") as database:
        database.execute(script)
    yield Installation(f"{server}/{name}", expected)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
        database.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_nothing_that_people_did_is_changed_and_every_counter_is_right(installation, tmp_path):
    before = {table: installation.rows(table) for table in UNCHANGED}
    assert all(before.values()), "every table has something in it"
    result = installation.run(tmp_path, "check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Every counter is right." in result.stdout
    after = {table: installation.rows(table) for table in UNCHANGED}
    for table, rows in before.items():
        assert after[table][: len(rows)] == rows, table
    planned = {name for (name,) in installation.ask("SELECT name FROM task")}
    assert len(planned) >= 2
    assert planned <= settings.TASKS.keys(), "what was planned can still be done"


@pytest.mark.parametrize("installation", ["0.1.0"], indirect=True)
def test_what_was_kept_as_a_sentence_is_kept_in_its_parts(installation, tmp_path):
    assert installation.run(tmp_path, "check").returncode == 0
    known = {decode(ref): key for key, ref in installation.expected["comments"].items()}
    rows = installation.ask("SELECT id, status, reason, explanation, version FROM comment")
    comments = {known[key]: tuple(state) for key, *state in rows if key in known}
    assert comments["removed"] == ("removed", "attack", "please stay polite", 1)
    assert comments["removed with a note"] == ("removed", "spam", "rule 4: no shops", 1)
    assert comments["removed again"][:2] == ("removed", "spam")
    assert comments["restored"] == ("published", "", "", 1)
    assert comments["edited"] == ("published", "", "", 3)
    assert comments["withdrawn"] == ("withdrawn", "", "", 1)
    assert comments["erased"] == ("erased", "", "", 1)
    assert comments["nameless"] == ("published", "", "", 1)
    decided = installation.ask(
        "SELECT outcome, reason, explanation, note, found, automation, text_version"
        " FROM decision ORDER BY id"
    )
    assert decided[0] == ("removed", "attack", "please stay polite", "", "report", "not", 1)
    assert decided[3] == ("restored", "", "", "I misread it.", "own-look", "not", 1)
    assert decided[4] == ("kept", "", "", "An opinion.", "report", "not", 1)
    versions = installation.ask("SELECT version, text FROM comment_revision ORDER BY id")
    assert versions == [(1, "The old timetible was better."), (2, "The old timetable was better.")]


def test_links_ids_and_logins_answer_as_they_did(installation, tmp_path):
    expected = installation.expected
    process, site = start(
        tmp_path,
        tmp_path / "unused",
        free_port(),
        BELOWLINE_DATABASE_URL=installation.url,
        BELOWLINE_SECRET_KEY=KEY,
    )
    try:
        for ref, location in expected["permalinks"].items():
            assert _get(site, f"/c/{ref}").headers["Location"] == location
        for address, answer in expected["api"].items():
            said = _in_todays_words(answer, expected["comments"]["erased"])
            _covers(json.loads(_get(site, address).body), said, address)
        below = expected["threads"]["below"]
        for person, session in expected["sessions"].items():
            mine = json.loads(_get(site, f"/me/threads/{below}", session=session).body)
            assert mine["own"], person
        assert _get(site, f"/erased/{expected['erasure']}").status == 200
        until(lambda: not installation.rows_where("personal_export", "made_at IS NULL"))
    finally:
        stop(process)


@pytest.mark.skipif(VENDOR != "sqlite3", reason="told once")
def test_the_story_of_the_next_fixture_can_be_told(tmp_path):
    tell = (KEPT / "make").read_text(encoding="utf-8").partition('TELL="')[2].partition('"\n')[0]
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", tell, str(tmp_path)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(KEPT.parents[1]), str(KEPT)]),
            "DJANGO_SETTINGS_MODULE": "belowline.config.settings",
            "BELOWLINE_DATA_DIR": str(tmp_path),
            "BELOWLINE_POSTS_PER_MINUTE": "60",
            "BELOWLINE_RENAME_DAYS": "0",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert json.loads((tmp_path / "sqlite.json").read_text(encoding="utf-8"))["permalinks"]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: HTTPMessage
    body: bytes


def _name() -> str:
    return "sqlite" if VENDOR == "sqlite3" else VENDOR


def _get(site, address: str, *, session: str = "") -> _Answer:
    cookies = {"Cookie": f"session={session}; signed_in=x"} if session else {}
    accepted = {"Accept": "application/json"} if address.startswith("/me/threads/") else {}
    with closing(HTTPConnection(urlsplit(site.url).netloc, timeout=10)) as connection:
        connection.request("GET", address, headers=cookies | accepted)
        answer = connection.getresponse()
        return _Answer(answer.status, answer.headers, answer.read())


def _in_todays_words(then: object, erased: str) -> object:
    """What a release said, with the state that this comment had no name of its own for."""
    if isinstance(then, list):
        return [_in_todays_words(each, erased) for each in then]
    if not isinstance(then, dict):
        return then
    words = {key: _in_todays_words(value, erased) for key, value in then.items()}
    return words | ({"status": "erased"} if words.get("id") == erased and "html" in words else {})


def _covers(today: object, then: object, place: str) -> None:
    """Today's answer says all that the earlier one said; it may say more."""
    if isinstance(then, dict):
        assert isinstance(today, dict), place
        for key, value in then.items():
            _covers(today[key], value, f"{place} {key}")
    elif isinstance(then, list):
        assert isinstance(today, list), place
        assert len(today) == len(then), place
        for number, (one, other) in enumerate(zip(today, then, strict=True)):
            _covers(one, other, f"{place} {number}")
    else:
        assert _without_host(today) == _without_host(then), place


def _without_host(value: object) -> object:
    return re.sub(r"^http://[^/]+", "", value) if isinstance(value, str) else value

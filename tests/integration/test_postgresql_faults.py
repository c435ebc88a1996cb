"""PostgreSQL that is silent, away, begun again, or behind a pooler; the server goes on."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection

from belowline.core.ids import encode
from newspaper import cookies_of
from serving import Site, ask, free_port, served, until
from tcp_proxy import Proxy

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="it is about PostgreSQL"),
]

_END_ALL = (
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
)
PGBOUNCER = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin")


@pytest.fixture
def network() -> Iterator[Proxy]:
    proxy = Proxy(int(connection.settings_dict["PORT"]))
    yield proxy
    proxy.close()


def _is_ready(site: Site) -> bool:
    return ask(site, "/health/ready")[0] == 200


def test_a_silent_database_freezes_nothing_that_is_finished(newspaper, network, tmp_path) -> None:
    article = newspaper.article()
    with served(tmp_path, through=network.port) as site:
        before = ask(site, article.path)
        assert before[0] == 200
        [style] = set(_styles(before[2])[:1])
        network.is_silent = True
        for _ in range(3):
            assert ask(site, article.path)[2] == before[2]
            assert ask(site, "/health/live")[0] == 200
            assert ask(site, "/health/ready")[0] == 503
        assert ask(site, style)[0] == 200
        assert ask(site, f"{article.path}?order=oldest")[0] == 503, "nobody waits until it is back"
        network.mend()
        until(lambda: _is_ready(site))
        until(lambda: ask(site, f"{article.path}?order=newest")[0] == 200)


def test_without_a_database_what_is_finished_is_read_and_the_rest_is_told_so(
    newspaper, network, tmp_path
) -> None:
    article, thread = newspaper.article(), newspaper.thread()
    read, unread = ([newspaper.article().path for _ in range(8)] for _ in range(2))
    reader = newspaper.person()
    with served(tmp_path, through=network.port) as site:
        before = ask(site, article.path)
        assert [ask(site, path)[0] for path in read] == [200] * 8
        network.cut()
        until(lambda: not _is_ready(site))
        assert ask(site, article.path)[2] == before[2]
        status, headers, page = ask(site, f"{article.path}?order=newest", Accept="text/html")
        assert (status, headers["Retry-After"]) == (503, "5")
        assert "Back in a moment" in page
        status, headers, page = ask(
            site,
            f"/threads/{thread.ref}/comments",
            "POST",
            "text=Long+and+dear+to+me&parent=",
            Sec_Fetch_Site="same-origin",
            Cookie=cookies_of(reader),
            Content_Type="application/x-www-form-urlencoded",
        )
        assert (status, headers["Retry-After"]) == (503, "5")
        assert "Long and dear to me" in page
        network.mend()
        until(lambda: _is_ready(site))
        fresh = [ask(site, path)[0] for path in unread]
        assert fresh == [200] * 8, "every thread's connection is gone, and noticed before its use"


@contextmanager
def _read_only() -> Iterator[None]:
    """While the database may only be read, as on a standby."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        cursor.execute(_END_ALL)
        try:
            yield
        finally:
            cursor.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")


def test_where_it_may_only_be_read_whoever_writes_is_told_so(newspaper, tmp_path) -> None:
    article, unread, thread = newspaper.article(), newspaper.article(), newspaper.thread()
    reader = newspaper.person()
    form = {
        "Sec_Fetch_Site": "same-origin",
        "Cookie": cookies_of(reader),
        "Content_Type": "application/x-www-form-urlencoded",
    }
    with served(tmp_path) as site:

        def post():
            path = f"/threads/{thread.ref}/comments"
            return ask(
                site, path, "POST", f"text=Long+and+dear+to+me&parent=&key={uuid4()}", **form
            )

        with _read_only():
            for _ in range(2):
                status, headers, page = post()
                assert (status, headers["Retry-After"]) == (503, "5")
                assert "Long and dear to me</textarea>" in page
            until(lambda: not _is_ready(site))
            assert ask(site, article.path)[0] == ask(site, unread.path)[0] == 200
        until(lambda: _is_ready(site))
        until(lambda: post()[0] == 302)


def test_a_server_that_finds_no_database_at_its_start_says_so(tmp_path) -> None:
    environment = {
        **os.environ,
        "BELOWLINE_DATA_DIR": str(tmp_path),
        "BELOWLINE_DATABASE_URL": f"postgres://belowline@127.0.0.1:{free_port()}/news",
    }
    command = [sys.executable, "-m", "belowline", "serve", "--port", str(free_port())]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Error: The database cannot be used: connection" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_live_readers_hear_again_once_the_database_is_back(newspaper, network, tmp_path) -> None:
    thread = newspaper.thread()
    with served(tmp_path, through=network.port) as site:
        place = urlsplit(site.url).netloc
        with closing(HTTPConnection(place, timeout=30)) as live:
            live.request("GET", f"/threads/live?thread={thread.ref}.{thread.revision}")
            stream = live.getresponse()
            network.cut()
            until(lambda: not _is_ready(site))
            newspaper.comment(thread, "Said meanwhile.")
            network.mend()
            _hear(stream, "posted")


def _hear(stream: http.client.HTTPResponse, name: str) -> None:
    while (line := stream.readline()) != f"event: {name}\n".encode():
        assert line, "the stream ended"


def test_connections_that_a_restart_has_ended_cost_no_reader_anything(newspaper, tmp_path) -> None:
    paths = [newspaper.article().path for _ in range(24)]
    comment, reader = newspaper.comment(newspaper.thread(), "Worth a vote."), newspaper.person()
    vote = {"Sec_Fetch_Site": "same-origin", "Cookie": cookies_of(reader)}
    with served(tmp_path) as site:
        for value in (1, -1, 0):
            address = f"/api/v1/comments/{encode(comment)}/vote"
            assert ask(site, address, "PUT", json.dumps({"value": value}), **vote)[0] == 200
            for _ in range(8):
                assert ask(site, paths.pop())[0] == 200
            with connection.cursor() as cursor:
                cursor.execute(_END_ALL)
                assert cursor.fetchone()[0] >= 1
        assert ask(site, "/news/none")[0] == 404
        until(lambda: _is_ready(site))


@contextmanager
def pooled(folder: Path) -> Iterator[int]:
    """PgBouncer in transaction mode; the port at which it answers."""
    if PGBOUNCER is None:
        warnings.warn("NOT TESTED with PgBouncer, which is not installed", stacklevel=2)
        pytest.skip("PgBouncer is not installed: tests/services/install")
    own, port = connection.settings_dict, free_port()
    (folder / "users.txt").write_text(f'"{own["USER"]}" ""\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host=127.0.0.1 port={own['PORT']}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = trust\n"
        f"auth_file = {folder}/users.txt\npool_mode = transaction\ndefault_pool_size = 3\n"
        "server_round_robin = 1\nunix_socket_dir =\n"
    )
    folder.chmod(0o755)
    for above in folder.parents[:3]:
        above.chmod(above.stat().st_mode | 0o055)
    with (folder / "pgbouncer.txt").open("wb") as printed:
        process = subprocess.Popen(
            [PGBOUNCER, "-u", "postgres", str(folder / "pgbouncer.ini")], stderr=printed
        )
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("has_direct", [True, False], ids=["with a direct way", "without"])
def test_behind_a_pooler_in_transaction_mode_everything_works(
    newspaper, tmp_path, has_direct
) -> None:
    thread = newspaper.thread()
    reader = newspaper.person()
    own = connection.settings_dict
    direct = f"postgres://{own['USER']}@127.0.0.1:{own['PORT']}/{own['NAME']}"
    more = {"BELOWLINE_DATABASE_DIRECT_URL": direct} if has_direct else {}
    (tmp_path / "pool").mkdir()
    with pooled(tmp_path / "pool") as port, served(tmp_path, through=port, **more) as site:
        place = urlsplit(site.url).netloc
        with closing(HTTPConnection(place, timeout=30)) as live:
            live.request("GET", f"/threads/live?thread={thread.ref}.{thread.revision}")
            stream = live.getresponse()
            for number in range(12):
                status, _, body = ask(
                    site,
                    f"/api/v1/threads/{thread.ref}/comments",
                    "POST",
                    json.dumps({"text": f"Number {number} of those said by way of the pooler."}),
                    Sec_Fetch_Site="same-origin",
                    Cookie=cookies_of(reader),
                    Content_Type="application/json",
                )
                assert status == 201 or "too fast" in body, body
                assert ask(site, f"/threads/{thread.ref}?order=oldest")[0] == 200
                assert ask(site, f"/news/none-{number}")[0] == 404
            _hear(stream, "posted")
            assert _is_ready(site)
    printed = site.printed.read_text()
    assert "Traceback" not in printed
    assert "prepared statement" not in printed


def _styles(page: str) -> list[str]:
    return [
        part.split('"')[0]
        for part in page.split('href="')[1:]
        if part.startswith("/static/") and ".css" in part.split(chr(34))[0]
    ]

"""Figures of newsletters: an issue to many addresses, into a mail server on this machine."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from socket import create_connection, create_server
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from django.conf import settings

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.audience.models import Delivery, Subscription
from belowline.audience.services.issues import begin_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.sending import deliver
from belowline.core.clock import now
from benchmarks.measuring import Row, own_megabytes
from benchmarks.newspaper import Newspaper

_READERS = int(os.environ.get("BENCH_ADDRESSES", "20000"))
_KILLS = 10
_SENDS_FOR = 0.5
"""Seconds for which a sender sends before it is killed."""
_SENDER = """
import sys, django
django.setup()
from belowline.audience.services.sending import deliver
from benchmarks.letters import lead_to
lead_to(int(sys.argv[1]))
print("sends", flush=True)
deliver()
"""
_DOMAINS = 50


def figures() -> Iterator[Row]:
    """One after the other: an issue whose senders are killed ten times, then go on to its end."""
    newspaper = Newspaper.found()
    newspaper.thread("in-the-letter")
    editor = _editor(newspaper)
    list_id = add_list(actor=editor, name="Bench", description="", kind="newsletter", section="")
    _subscribe(newspaper, list_id)
    issue_id = begin_issue(actor=editor, list_id=list_id)
    send_issue(actor=editor, issue_id=issue_id, at=None)
    rows = Delivery.objects.filter(issue_id=issue_id)
    with TemporaryDirectory() as folder, _mail_server(Path(folder) / "taken") as taken:
        for _ in range(_KILLS):
            _kill_a_sender(taken)
        rows.filter(state="handing").update(changed_at=now() - timedelta(hours=1))
        done = len(taken.read_text().splitlines())
        begun, before = perf_counter(), own_megabytes()
        deliver()
        while rows.filter(state="waiting").exists():
            deliver()
        took = perf_counter() - begun
        arrived = Counter(taken.read_text().splitlines())
    yield Row(
        f"an issue to {_READERS:,} addresses",
        f"{(arrived.total() - done) / took:,.0f} mails/s",
        f"{arrived.total() - done:,} taken by aiosmtpd on the other core; each claimed on its own, "
        "durable",
    )
    yield Row(
        "memory of the process that sends", f"{own_megabytes():.0f} MB", f"{before:.0f} MB before"
    )
    unknown = rows.filter(state="unknown").values_list("subscription__address", flat=True)
    yield Row(
        f"its senders killed (kill -9) {_KILLS} times, after {done:,} mails",
        f"{sum(number - 1 for number in arrived.values())} doubled, "
        f"{_READERS - len(arrived.keys() | set(unknown))} lost",
        f"{len(unknown)} were in hand: outcome unknown",
    )


def _kill_a_sender(taken: Path) -> None:
    """Has a process of its own send for a while, and ends it in the middle of something."""
    before = taken.stat().st_size
    place = str(settings.EMAIL_PORT)
    command = [sys.executable, "-c", _SENDER, place]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as sender:  # noqa: S603 - our own words
        if sender.stdout is None or not sender.stdout.readline():
            raise RuntimeError("the sender did not come up")
        while taken.stat().st_size == before and sender.poll() is None:
            sleep(0.01)  # the first one has a row to write for each mail before
        sleep(_SENDS_FOR)
        sender.kill()


def _editor(newspaper: Newspaper) -> Actor:
    reader = newspaper.person("letters editor")
    grant(person_id=reader.id, publication_id=newspaper.publication_id, role="editor")
    editor = actor(person_id=reader.id, publication_id=newspaper.publication_id)
    if editor is None:
        raise RuntimeError("the editor is gone")
    return editor


def _subscribe(newspaper: Newspaper, list_id: int) -> None:
    Subscription.objects.bulk_create(
        (
            Subscription(
                publication_id=newspaper.publication_id,
                mailing_list_id=list_id,
                address=f"reader{number}@mail{number % _DOMAINS}.example",
                language="en",
                state="confirmed",
            )
            for number in range(_READERS)
        ),
        batch_size=2_000,
    )


@contextmanager
def _mail_server(taken: Path) -> Iterator[Path]:
    """Writes down to whom mails went; the settings lead there meanwhile."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taken.touch()
    place = f"127.0.0.1:{port}"
    handler = ["-c", "benchmarks.letters_server.Counting", str(taken)]
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", place, *handler]
    server = subprocess.Popen(command)  # noqa: S603 - our own words
    lead_to(port)
    try:
        _wait_for(port)
        yield taken
    finally:
        server.kill()
        server.wait()


def lead_to(port: int) -> None:
    """Has this process hand its mail to the server there, as fast as it can."""
    fast = {"mails_per_second": 100_000, "domain_mails_per_minute": 10_000_000}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=fast)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("the mail server did not come up")

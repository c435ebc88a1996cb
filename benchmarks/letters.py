"""Figures of newsletters: an issue to many addresses, into a mail server on this machine."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_connection, create_server
from time import perf_counter, sleep

from django.conf import settings

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.audience.models import Delivery, Subscription
from belowline.audience.services.issues import begin_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.sending import deliver
from benchmarks.measuring import Row, own_megabytes
from benchmarks.newspaper import Newspaper

_READERS = 20_000
_DOMAINS = 50


def figures() -> Iterator[Row]:
    """One after the other, as a worker sends them, without a limit to the rate."""
    newspaper = Newspaper.found()
    newspaper.thread("in-the-letter")
    editor = _editor(newspaper)
    list_id = add_list(actor=editor, name="Bench", description="", kind="newsletter", section="")
    _subscribe(newspaper, list_id)
    issue_id = begin_issue(actor=editor, list_id=list_id)
    send_issue(actor=editor, issue_id=issue_id, at=None)
    with _mail_server():
        begun, before = perf_counter(), own_megabytes()
        waiting = Delivery.objects.filter(issue_id=issue_id, state="waiting")
        deliver()
        while waiting.exists():
            deliver()
        took = perf_counter() - begun
    sent = Delivery.objects.filter(issue_id=issue_id, state="handed").count()
    yield Row(
        f"an issue to {_READERS:,} addresses",
        f"{sent / took:,.0f} mails/s",
        f"{sent:,} taken by aiosmtpd on the other core; each claimed on its own, durable",
    )
    yield Row(
        "memory of the process that sends", f"{own_megabytes():.0f} MB", f"{before:.0f} MB before"
    )


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
def _mail_server() -> Iterator[None]:
    """Takes everything and keeps nothing; the settings lead there meanwhile."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", place]
    server = subprocess.Popen(command)  # noqa: S603 - our own words
    fast = {"mails_per_second": 100_000, "domain_mails_per_minute": 10_000_000}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=fast)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        _wait_for(port)
        yield
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("the mail server did not come up")

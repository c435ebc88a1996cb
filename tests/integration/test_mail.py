"""Mail leaves by one way: safe headers, a time-out, and no transaction that waits for it."""

import json
import socket
import threading
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import getaddresses
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import BadHeaderError
from django.db import transaction

from belowline.accounts.queries.people import address_of
from belowline.audience.models import Invitation
from belowline.audience.services.invitations import invite_newcomer
from belowline.core.clock import now
from belowline.core.mail import Mail, NotSentError, plan_mail, send_mail
from belowline.core.models import Schedule, Task
from belowline.core.tasks.failures import failed_tasks
from belowline.core.tasks.running import run_due
from belowline.core.tasks.worker import TaskWorker
from serving import ask, served, until

LETTER = Mail(
    address="reader@example.org",
    subject="確認コード",
    text="Guten Tag <b>日本</b>",
    sender="Harbour Post, Ltd",
    site="https://news.example:8443",
)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\0"])
def test_a_line_break_in_a_subject_begins_no_other_header(ends) -> None:
    send_mail(replace(LETTER, subject=f"News of A{ends}Bcc: all@example.org{ends}"))
    [message] = mail.outbox
    assert message.subject == "News of A Bcc: all@example.org"
    headers = message.message()
    assert headers["Bcc"] is None
    assert message.recipients() == ["reader@example.org"]


def test_a_line_break_in_an_address_is_refused() -> None:
    with pytest.raises(BadHeaderError):
        send_mail(replace(LETTER, address="reader@example.org\nBcc: all@example.org"))
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["Harbour Post, Ltd", "港の新聞", 'The "Post"', "A\nBcc: b@c.org"])
def test_a_mail_names_the_publication_and_says_that_a_program_wrote_it(name) -> None:
    send_mail(replace(LETTER, sender=name))
    headers = mail.outbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    [(sender, address)] = getaddresses([headers["From"]])
    assert str(make_header(decode_header(sender))) == name.replace("\n", " ")
    assert address == "noreply@news.example"
    assert headers["Message-ID"].endswith("@news.example>")
    assert headers["Bcc"] is None
    assert headers.get_content_type() == "text/plain"
    assert mail.outbox[0].body == LETTER.text


def test_a_mail_comes_from_the_address_of_the_setting(monkeypatch, settings) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "email_from", "desk@post.example")
    send_mail(replace(LETTER, site="https://zeitung-süd.example"))
    headers = mail.outbox[0].message()
    assert getaddresses([headers["From"]]) == [("Harbour Post, Ltd", "desk@post.example")]
    assert headers["Message-ID"].endswith("@xn--zeitung-sd-ieb.example>")


def test_two_codes_in_a_row_are_not_one_conversation() -> None:
    for _ in range(2):
        send_mail(LETTER)
    first, second = (message.message() for message in mail.outbox)
    assert first["X-Entity-Ref-ID"] != second["X-Entity-Ref-ID"]
    assert first["Message-ID"] != second["Message-ID"]


def test_a_mail_server_that_says_nothing_is_not_waited_for_for_ever(silent_mail, settings) -> None:
    assert settings.EMAIL_TIMEOUT == 0.1
    with pytest.raises(NotSentError, match="timed out"):
        send_mail(LETTER)


def test_a_mail_server_that_never_comes_to_an_end_is_not_waited_for(
    silent_mail, settings, monkeypatch
) -> None:
    settings.EMAIL_TIMEOUT = 20
    monkeypatch.setattr("belowline.core.mail.LONGEST", 0.3)
    is_over = threading.Event()

    def drip() -> None:
        with silent_mail.accept()[0] as speaking, suppress(OSError):
            while not is_over.wait(0.02):
                speaking.sendall(b"2")

    dripping = threading.Thread(target=drip)
    dripping.start()
    with pytest.raises(NotSentError):
        send_mail(LETTER)
    assert dripping.is_alive(), "it was left, and did not end by itself"
    is_over.set()
    dripping.join()


def test_why_a_mail_was_not_sent_names_nobody(monkeypatch) -> None:
    def refuse(*given) -> None:
        raise SMTPRecipientsRefused({"reader@example.org": (550, b"no reader@example.org here")})

    monkeypatch.setattr("mail_server.Backend.send_messages", refuse)
    with pytest.raises(NotSentError) as refused:
        send_mail(LETTER)
    assert str(refused.value) == "the mail server refuses the recipient (550)"


def test_the_tests_server_takes_no_mail_while_a_transaction_is_open(db) -> None:
    with transaction.atomic(), pytest.raises(AssertionError, match="transaction is open"):
        send_mail(LETTER)


@pytest.fixture
def silent_mail(settings):
    """A mail server that accepts and says nothing."""
    settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
    settings.EMAIL_TIMEOUT = 0.1
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        yield silent


def test_a_page_that_mails_a_code_waits_for_no_mail_server(
    newspaper, client, silent_mail, monkeypatch
) -> None:
    reader = newspaper.person()
    monkeypatch.setattr("belowline.web.sign_in.account_adapter.plan_mail", plan_mail)
    silent_mail.settimeout(0.2)
    answer = client.post("/accounts/password/reset/", {"email": address_of(reader.id)})
    assert answer.status_code == 302
    with pytest.raises(TimeoutError):
        silent_mail.accept()
    [task] = Task.objects.filter(name="send-account-mail")
    kept = json.dumps(task.payload)
    assert address_of(reader.id) not in kept
    assert "@" not in kept
    assert len(kept) > 200
    assert run_due() == 0
    task.refresh_from_db()
    assert task.failure.startswith("NotSentError: ")
    assert task.due_at < now() + timedelta(seconds=10), "a code is waited for"


def test_a_mail_is_gone_from_the_database_once_it_is_sent(db) -> None:
    plan_mail(LETTER, good_for=timedelta(minutes=10))
    assert run_due() == 1
    assert [message.body for message in mail.outbox] == [LETTER.text]
    assert not Task.objects.exists()


def test_a_code_that_is_no_longer_good_is_not_sent(db, caplog) -> None:
    plan_mail(LETTER, good_for=timedelta(seconds=-1))
    assert run_due() == 1
    assert mail.outbox == []
    assert not Task.objects.exists()
    assert "given up" in caplog.text


def test_what_was_sealed_with_another_key_is_left_for_a_person(db, settings) -> None:
    plan_mail(LETTER, good_for=timedelta(minutes=10))
    settings.SECRET_KEY = "another, as long as it has to be, and longer than that, to be sure"
    assert run_due() == 0
    assert failed_tasks()[0].failure == "SealBrokenError: sealed with another secret key"


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_says_nothing_holds_up_no_page(newspaper, tmp_path) -> None:
    thread, readers = newspaper.thread(), [newspaper.person() for _ in range(6)]
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = str(silent.getsockname()[1])
        mail_server = {"BELOWLINE_EMAIL_HOST": "127.0.0.1", "BELOWLINE_EMAIL_PORT": port}
        with served(tmp_path, **mail_server) as site:
            for reader in readers:
                wanted = f"email={address_of(reader.id)}"
                form = {"Content_Type": "application/x-www-form-urlencoded"}
                sent = {"Sec_Fetch_Site": "same-origin", **form}
                assert ask(site, "/accounts/password/reset/", "POST", wanted, **sent)[0] == 302
            silent.settimeout(30)
            silent.accept()[0].close()
            for number in range(6):
                assert ask(site, f"/news/none-{number}")[0] == 404
            posted = newspaper.comment(thread, "Nobody holds the lock while mail is sent.")
            assert posted
    assert Task.objects.filter(name="send-account-mail").count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_a_mail_as_soon_as_it_is_planned(monkeypatch) -> None:
    monkeypatch.setattr("belowline.core.tasks.worker._EVERY", 300)
    worker = TaskWorker()
    try:
        until(lambda: Schedule.objects.filter(key="retention").exclude(fired_at=None).exists())
        plan_mail(LETTER, good_for=timedelta(minutes=10))
        until(lambda: mail.outbox)
    finally:
        worker.close()


def test_an_invitation_that_could_not_be_sent_is_sent_the_next_time(newspaper, settings) -> None:
    reader = newspaper.person()
    told = {
        "publication_id": newspaper.publication_id,
        "person_id": reader.id,
        "way": "facebook",
        "language": "en",
    }
    sound = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
    with pytest.raises(NotSentError, match="refused"):
        invite_newcomer(**told)
    assert Invitation.objects.get().sent_at is None
    settings.EMAIL_BACKEND = sound
    invite_newcomer(**told)
    invite_newcomer(**told)
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().sent_at is not None

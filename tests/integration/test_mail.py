"""Mail leaves by one way: safe headers, a time-out, and no transaction that waits for it."""

import socket
from contextlib import closing

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import BadHeaderError
from django.db import transaction

from belowline.audience.models import Invitation
from belowline.audience.services.invitations import invite_newcomer
from belowline.core.mail import send_mail


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\0"])
def test_a_line_break_in_a_subject_begins_no_other_header(ends) -> None:
    subject = f"News of A{ends}Bcc: all@example.org{ends}"
    send_mail(address="reader@example.org", subject=subject, text="Hello")
    [message] = mail.outbox
    assert message.subject == "News of A Bcc: all@example.org"
    headers = message.message()
    assert headers["Bcc"] is None
    assert message.recipients() == ["reader@example.org"]


def test_a_line_break_in_an_address_is_refused() -> None:
    with pytest.raises(BadHeaderError):
        send_mail(address="reader@example.org\nBcc: all@example.org", subject="A", text="B")
    assert mail.outbox == []


def test_a_mail_says_who_sends_it_and_that_a_program_wrote_it() -> None:
    send_mail(address="reader@example.org", subject="確認コード", text="Guten Tag <b>日本</b>")
    headers = mail.outbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["From"] == settings.DEFAULT_FROM_EMAIL
    assert headers.get_content_type() == "text/plain"
    assert mail.outbox[0].body == "Guten Tag <b>日本</b>"


def test_a_mail_server_that_says_nothing_is_not_waited_for_for_ever(settings) -> None:
    assert settings.EMAIL_TIMEOUT == 10
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.1
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        with pytest.raises(OSError, match="timed out"):
            send_mail(address="reader@example.org", subject="A", text="B")


def test_the_tests_server_takes_no_mail_while_a_transaction_is_open(db) -> None:
    with transaction.atomic(), pytest.raises(AssertionError, match="transaction is open"):
        send_mail(address="reader@example.org", subject="A", text="B")


def test_an_invitation_that_could_not_be_sent_is_sent_the_next_time(newspaper, settings) -> None:
    reader = newspaper.person()
    told = {
        "publication_id": newspaper.publication_id,
        "person_id": reader.id,
        "way": "facebook",
        "language": "en",
    }
    sound = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
    with pytest.raises(OSError, match="refused"):
        invite_newcomer(**told)
    assert Invitation.objects.get().sent_at is None
    settings.EMAIL_BACKEND = sound
    invite_newcomer(**told)
    invite_newcomer(**told)
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().sent_at is not None

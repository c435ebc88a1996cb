"""The one way out for mail: a plain text to one address, marked as written by a program."""

import logging
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import formataddr, make_msgid
from smtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from socket import SHUT_RDWR, socket
from threading import Timer
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.utils.encoding import punycode

from belowline.core.clock import now
from belowline.core.tasks import enqueue

LONGEST = 45.0
"""Seconds that handing over one mail may take: less than its task is claimed for."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What may not stand in a header: line breaks of every script, and other control characters."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain text to one address. `sender` is a publication's name, `site` its address."""

    address: str
    subject: str
    text: str
    sender: str
    site: str


class NotSentError(OSError):
    """The mail server did not take it, or did not answer; the text names nobody's address."""


class BoundedSMTP(SMTP):
    """Talks SMTP for LONGEST seconds in all: a time-out alone begins anew with each byte."""

    _held: socket | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket:
        found: socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self._held = found.dup()
        self._end = Timer(LONGEST, self._held.shutdown, [SHUT_RDWR])
        self._end.daemon = True
        self._end.start()
        return found

    def close(self) -> None:
        """Ends the connection, and the waiting for its end."""
        super().close()
        if self._held is not None:
            self._end.cancel()
            self._held.close()
            self._held = None


class SMTPBackend(EmailBackend):
    """Django's backend (EMAIL_BACKEND), with an end."""

    @property
    def connection_class(self) -> type[SMTP]:
        """What talks to the server; STARTTLS follows, so there is one."""
        return BoundedSMTP


@transaction.atomic
def plan_mail(mail: Mail, *, good_for: timedelta) -> None:
    """Has the mail sent right after the transaction, and tried again while it is of use.

    Until then it lies sealed in the task's row.
    """
    until = (now() + good_for).isoformat()
    enqueue("send-account-mail", {"mail": asdict(mail), "until": until}, is_secret=True)


def send_account_mail(*, mail: dict[str, str], until: str) -> None:
    """Sends what was planned. A task; a code that is no longer good is not sent any more."""
    if now() > datetime.fromisoformat(until):
        _log.error("A mail could not be sent as long as it was of use, and was given up")
        return
    send_mail(Mail(**mail))


def send_mail(mail: Mail) -> None:
    """Hands the mail to the mail server. Called by tasks only, while no transaction is open.

    Nobody's mailbox answers it (RFC 3834), and programs do not take two of them for one
    conversation. Takes at most EMAIL_TIMEOUT a step and LONGEST in all. Raises NotSentError where
    the server does not take it, and BadHeaderError where the address would begin another header.
    """
    host = punycode(urlsplit(mail.site).hostname or "localhost")
    sender = settings.ENVIRONMENT.email_from or f"noreply@{host}"
    message = EmailMessage(
        subject=_in_one_line(mail.subject),
        body=mail.text,
        from_email=formataddr((_in_one_line(mail.sender), sender)),
        to=[mail.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=host),
            "X-Entity-Ref-ID": str(uuid4()),
        },
    )
    try:
        message.send()
    except (SMTPException, OSError) as fault:
        raise NotSentError(_said(fault)) from None


def _in_one_line(words: str) -> str:
    return _BREAKS.sub(" ", words).strip()


def _said(fault: Exception) -> str:
    """What went wrong, without anybody's address: servers name it in what they answer."""
    if isinstance(fault, SMTPRecipientsRefused):
        codes = ", ".join(sorted({str(code) for code, _ in fault.recipients.values()}))
        return f"the mail server refuses the recipient ({codes})"
    if isinstance(fault, SMTPResponseException):
        return f"the mail server answered {fault.smtp_code} ({type(fault).__name__})"
    return f"{type(fault).__name__}: {fault}" if isinstance(fault, OSError) else repr(fault)

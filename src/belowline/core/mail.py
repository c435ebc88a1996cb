"""The one way out for mail: a text to one address, marked as written by a program."""

import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from email.utils import formataddr, make_msgid
from smtplib import SMTP, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from socket import SHUT_RDWR, socket
from ssl import SSLSocket
from threading import Timer
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.utils.encoding import punycode

from belowline.core.clock import now
from belowline.core.tasks import enqueue

LONGEST = 45.0
"""Seconds that handing over one mail may take: less than its task is claimed for."""
OWN_HEADERS = "X-Belowline-"
"""How headers begin that a provider is asked to tell us again in what it says of a mail."""
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What may not stand in a header: line breaks of every script, and other control characters."""
_FOR_GOOD = 500
"""Answers of a mail server from here on are final (RFC 5321, 4.2.1)."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mail:
    """A text to one address. `sender` is a publication's name, `site` its address.

    `html` is the same as a page, for programs that show one; `headers` are further ones.
    """

    address: str
    subject: str
    text: str
    sender: str
    site: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class NotSentError(OSError):
    """The mail server did not take it, or did not answer; the text names nobody's address.

    `is_refused`: the server will not take it from us. `is_bounced`: because of its recipient.
    `is_unknown`: it was handed over, and no answer came. Without any it can be tried again.
    """

    is_refused = is_bounced = is_unknown = False


class BoundedSMTP(SMTP):
    """Talks SMTP for LONGEST seconds in all: a time-out alone begins anew with each byte."""

    is_in_data = False
    """Whether the text is being handed over, so that it may have been taken without our knowing."""
    _held: socket | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        """SMTP's: hands the text over."""
        self.is_in_data = True
        answer = super().data(msg)
        self.is_in_data = False
        return answer

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


def send_account_mail(*, mail: dict[str, Any], until: str) -> None:
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
    with MailRun() as run:
        run.send(mail)


class MailRun:
    """Mails handed to the mail server one after the other, by a connection of LONGEST at most."""

    def __init__(self) -> None:
        """Connects. Raises NotSentError."""
        self._connection = get_connection()
        try:
            self._connection.open()
        except (SMTPException, OSError) as fault:
            self.__exit__()  # a server that does not offer TLS is connected to all the same
            raise NotSentError(_said(fault)) from None

    def __enter__(self) -> Self:
        """Is open already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Says goodbye, if the server still listens."""
        with suppress(SMTPException, OSError):
            self._connection.close()

    @property
    def tls_version(self) -> str:
        """By which version of TLS the server is talked to; empty for none."""
        smtp = getattr(self._connection, "connection", None)
        line = getattr(smtp, "sock", None)
        return (line.version() or "") if isinstance(line, SSLSocket) else ""

    def send(self, mail: Mail) -> None:
        """As `send_mail`. After a NotSentError this connection is good for nothing any more."""
        try:
            self._connection.send_messages([message_of(mail)])
        except NotSentError:
            raise
        except (SMTPException, OSError) as fault:
            smtp = getattr(self._connection, "connection", None)
            is_in_data = isinstance(smtp, BoundedSMTP) and smtp.is_in_data
            raise _not_sent(fault, is_in_data=is_in_data) from None


def sender_address(site: str) -> str:
    """The address from which mail of a publication at this address of the web comes."""
    return settings.ENVIRONMENT.email_from or f"noreply@{_host(site)}"


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it is handed over."""
    message = EmailMultiAlternatives(
        subject=_in_one_line(mail.subject),
        body=mail.text,
        from_email=formataddr((_in_one_line(mail.sender), sender_address(mail.site))),
        to=[mail.address],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=_host(mail.site)),
            "X-Entity-Ref-ID": str(uuid4()),
            **mail.headers,
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _host(site: str) -> str:
    return punycode(urlsplit(site).hostname or "localhost")


def _not_sent(fault: Exception, *, is_in_data: bool) -> NotSentError:
    """What is known of a mail that was not taken."""
    error = NotSentError(_said(fault))
    if isinstance(fault, SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
        error.is_bounced = error.is_refused = bool(codes) and min(codes) >= _FOR_GOOD
    elif isinstance(fault, SMTPResponseException):
        error.is_refused = fault.smtp_code >= _FOR_GOOD
    else:
        error.is_unknown = is_in_data
    return error


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

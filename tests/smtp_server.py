"""A real SMTP server on loopback, which keeps what arrives and can refuse it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from serving import free_port


class Arrivals:
    """What has arrived, the answers by which addresses are refused, and how long each one takes."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.seconds = 0.0
        self.signed: Callable[[bytes], bytes] = bytes
        """What a relay makes of a mail on its way."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes a recipient or not."""
        answer = self.answers.get(address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keeps a mail."""
        envelope.content = envelope.original_content = self.signed(envelope.original_content)
        self.envelopes.append(envelope)
        await asyncio.sleep(self.seconds)
        return "250 Taken"

    @property
    def recipients(self) -> list[str]:
        """To whom mails have arrived, in their order."""
        return [address for it in self.envelopes for address in it.rcpt_tos]

    def mail_to(self, address: str) -> EmailMessage:
        """The mail that has arrived there, as a mail program reads it."""
        [found] = [it for it in self.envelopes if it.rcpt_tos == [address]]
        return message_from_bytes(found.original_content, policy=policy.default)


@contextmanager
def smtp_server(settings, *, tls: SSLContext | None = None) -> Iterator[Arrivals]:
    """Runs one, to which this process hands its mail; by STARTTLS where `tls` has a key for it."""
    arrivals = Arrivals()
    controller = Controller(arrivals, hostname="127.0.0.1", port=free_port(), tls_context=tls)
    controller.start()
    settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = False
    try:
        yield arrivals
    finally:
        controller.stop()

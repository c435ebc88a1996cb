"""The one way out for mail: a plain text to one address, marked as written by a program."""

import re

from django.core.mail import EmailMessage

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""What may not stand in a header: line breaks of every script, and other control characters."""


def send_mail(*, address: str, subject: str, text: str) -> None:
    """Hands the message to the mail server, with the setting's sender.

    Nobody's mailbox answers it (RFC 3834). Takes at most EMAIL_TIMEOUT a step, so it is called
    while no transaction is open. Raises OSError (smtplib's errors among them) where the server
    does not take it, and BadHeaderError where the address would begin another header.
    """
    EmailMessage(
        subject=_BREAKS.sub(" ", subject).strip(),
        body=text,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()

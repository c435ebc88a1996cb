"""The mail server of every test: takes only what comes by the one way out, with nothing open."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection


class Backend(EmailBackend):
    """Keeps mails in `mail.outbox`, and refuses those that the house would not send so."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Keeps the messages."""
        for message in messages:
            headers = message.message()
            assert headers["Auto-Submitted"] == "auto-generated", "came by another way"
            assert headers.get_content_type() in ("text/plain", "multipart/alternative")
        opened = [block for block in connection.atomic_blocks if not block._from_testcase]
        assert opened == [], "a transaction is open while mail is sent"
        return super().send_messages(messages)

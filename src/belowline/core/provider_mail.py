"""Hands mail to a provider by its own API. Read only where a provider is set (EMAIL_BACKEND)."""

from collections.abc import Sequence

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError

from belowline.core.mail import OWN_HEADERS, NotSentError

_LATER = frozenset({401, 402, 403, 408, 429, 503})
"""Replies that say nothing of the mail: our key, our rate, their maintenance."""
_FAULTS = 500


class ProviderBackend(BaseEmailBackend):
    """django-anymail's backend of the provider that is set, with the faults that we know."""

    def __init__(self, **_: object) -> None:
        super().__init__()
        provider = settings.ENVIRONMENT.email_provider
        self._backend: BaseEmailBackend = import_string(
            f"anymail.backends.{provider}.EmailBackend"
        )()

    def open(self) -> bool | None:
        """Nothing is sent yet."""
        return self._backend.open()

    def close(self) -> None:
        """Ends the connection."""
        self._backend.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hands them over. Raises NotSentError, whose text has nothing that the provider said:
        that may name the address.
        """
        for message in email_messages:
            _mark(message)
        try:
            return self._backend.send_messages(email_messages)
        except AnymailError as fault:
            raise _not_sent(fault) from None


def _mark(message: EmailMessage) -> None:
    """Has the provider say in what it tells us later which mail it was, and count no reader."""
    marks = {
        name.removeprefix(OWN_HEADERS).lower(): value
        for name, value in message.extra_headers.items()
        if name.startswith(OWN_HEADERS)
    }
    for name, value in {"metadata": marks, "track_opens": False, "track_clicks": False}.items():
        setattr(message, name, value)


def _not_sent(fault: AnymailError) -> NotSentError:
    error = NotSentError(f"the provider did not take it ({fault.status_code or 'no status'})")
    if isinstance(fault, AnymailRecipientsRefused):
        error.is_bounced = error.is_refused = True
    elif isinstance(fault, AnymailAPIError):
        if fault.status_code is None:
            error.is_unknown = not _is_unreached(fault)
        elif fault.status_code not in _LATER:
            error.is_unknown = fault.status_code >= _FAULTS
            error.is_refused = not error.is_unknown
    else:
        error.is_refused = True
    return error


def _is_unreached(fault: BaseException) -> bool:
    """Whether the provider was not even connected to, so that it has taken nothing."""
    reason = getattr(fault.__cause__, "args", ())
    last = getattr(reason[0], "reason", None) if reason else None
    return isinstance(fault.__cause__, ConnectTimeout) or isinstance(last, NewConnectionError)

"""What a mail provider tells of mails that it took: bounces and complaints, in one form."""

from collections.abc import Iterable
from dataclasses import dataclass
from re import compile as pattern
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from belowline.core.refusals import Invalid, NotAllowed, NotFound

_VIEWS = {
    "brevo": "Brevo",
    "mailersend": "MailerSend",
    "mailgun": "Mailgun",
    "mailjet": "Mailjet",
    "postmark": "Postmark",
    "sparkpost": "SparkPost",
}
_FINAL = {"bounced", "rejected"}
_OF_ADDRESS = {"bounced", "invalid", "spam", None}
_TEMPORARY = pattern(r"\b4\d\d[ -]|\b4\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """A mail bounced for good, or its reader complained; `token` is the mark that it went with."""

    token: str
    is_complaint: bool


def provider_events(request: HttpRequest) -> list[ProviderEvent]:
    """The events in a request of the provider that is set, whose secret it has to bear.

    Raises NotFound where none is set, NotAllowed for another secret, Invalid for what is no event.
    """
    name = settings.ENVIRONMENT.email_provider
    if not name or not settings.ENVIRONMENT.email_provider_hook:
        raise NotFound(gettext("No mail provider is set up on this site."))
    view = import_string(f"anymail.webhooks.{name}.{_VIEWS[name]}TrackingWebhookView")()
    try:
        view.run_validators(request)
        told = view.parse_events(request)
    except SuspiciousOperation:
        raise NotAllowed(gettext("This request isn’t the mail provider’s.")) from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Invalid(gettext("These aren’t events of the mail provider.")) from None
    return list(_known(told))


def _known(told: Iterable[Any]) -> Iterable[ProviderEvent]:
    for it in told:
        token = str((it.metadata or {}).get("delivery", ""))
        is_complaint = it.event_type == "complained"
        if token and (is_complaint or _is_final(it)):
            yield ProviderEvent(token, is_complaint)


def _is_final(it: Any) -> bool:
    """Whether the address takes no mail; not when the receiver said that it may later."""
    about_address = it.event_type in _FINAL and it.reject_reason in _OF_ADDRESS
    return about_address and not _TEMPORARY.search(it.mta_response or "")

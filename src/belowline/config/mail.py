"""How mail leaves: the server that takes it, whom it comes from, and how fast."""

from email.utils import parseaddr
from importlib.util import find_spec
from typing import Any, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

_SHORTEST_HOOK = 20
_LONGEST_NAME = 30
"""Characters before the @, of the 64 that there may be (RFC 5321), 30 of which are ours."""


class MailSettings(BaseSettings):
    """The settings."""

    email_host: str = Field("", description="SMTP server; empty: mail is printed to the console.")
    email_port: int = Field(587, ge=1, le=65535, description="SMTP port, with STARTTLS.")
    email_user: str = Field("", description="SMTP user.")
    email_password: str = Field("", description="SMTP password.")
    email_from: str = Field(
        "",
        description="The address that mail comes from, in the publication's name; empty: "
        "`noreply@` and the publication's host.",
    )
    dkim_selector: str = Field(
        "",
        pattern=r"^[A-Za-z0-9._-]*$",
        description="The selector of the DKIM key by which your mail server signs; `belowline mail "
        "check` looks for the key there. Empty: it reads the signature of a letter.",
    )
    email_provider: Literal[
        "", "brevo", "mailersend", "mailgun", "mailjet", "postmark", "sparkpost"
    ] = Field(
        "",
        description="The provider to which mail is handed by its API, in place of SMTP: `brevo`, "
        "`mailersend`, `mailgun`, `mailjet`, `postmark` or `sparkpost`. Needs `pip install "
        "belowline[mail-providers]`.",
    )
    email_provider_settings: dict[str, str] = Field(
        default_factory=dict,
        description='What the provider asks for, as JSON, such as `{"server_token": "…"}`; the '
        "names are django-anymail’s, without the provider’s.",
    )
    email_provider_hook: str = Field(
        "",
        description="`user:password` by which the provider calls `/mail/events`, to tell of "
        "bounces and complaints; 20 characters at least. Empty: it cannot.",
    )
    reply_address: str = Field(
        "",
        description="The mailbox whose mail is handed to `belowline mail reply`, with what stands "
        "behind a `+` in its name: readers then reply to comments by email. Empty: they do not.",
    )
    mails_per_second: int = Field(
        10, ge=1, le=1000, description="Mails of newsletters a second, in all."
    )
    domain_mails_per_minute: int = Field(
        300,
        ge=1,
        le=60_000,
        description="Mails of newsletters a minute to addresses of one domain.",
    )

    @field_validator("email_from")
    @classmethod
    def _is_a_mailbox(cls, value: str) -> str:
        address = parseaddr(value)[1]
        if value and "@" not in address:
            raise ValueError("must be an address, such as noreply@example.org")
        return address

    @field_validator("reply_address")
    @classmethod
    def _has_room_for_a_mark(cls, value: str) -> str:
        local, at, domain = value.rpartition("@")
        if value and (not at or not domain or "+" in local or not 0 < len(local) <= _LONGEST_NAME):
            raise ValueError(
                f"must be an address such as reply@example.org, with at most {_LONGEST_NAME} "
                "characters and no + before the @"
            )
        return value.lower()

    @field_validator("email_provider")
    @classmethod
    def _can_be_reached_by_us(cls, value: str) -> str:
        if value and find_spec("anymail") is None:
            raise ValueError("needs `pip install belowline[mail-providers]`")
        return value

    @field_validator("email_provider_hook")
    @classmethod
    def _is_a_secret(cls, value: str) -> str:
        if value and (":" not in value or len(value) < _SHORTEST_HOOK):
            raise ValueError(f"must be user:password, of {_SHORTEST_HOOK} characters at least")
        return value


def mail_backend(settings: MailSettings) -> str:
    """The class that hands mail over, for Django's EMAIL_BACKEND."""
    if settings.email_provider:
        return "belowline.core.provider_mail.ProviderBackend"
    if settings.email_host:
        return "belowline.core.mail.SMTPBackend"
    return "django.core.mail.backends.console.EmailBackend"


def anymail_settings(settings: MailSettings) -> dict[str, Any]:
    """What django-anymail is told. Providers count no openings and rewrite no links."""
    provider = settings.email_provider.upper()
    own = settings.email_provider_settings.items()
    return {f"{provider}_{name.upper()}": value for name, value in own} | {
        "IGNORE_UNSUPPORTED_FEATURES": True,
        "REQUESTS_TIMEOUT": 10,
        "WEBHOOK_SECRET": settings.email_provider_hook,
    }

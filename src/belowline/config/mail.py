"""How mail leaves: the server that takes it, whom it comes from, and how fast."""

from email.utils import parseaddr

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings


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

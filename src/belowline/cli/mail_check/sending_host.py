"""The host from which mail leaves: its name in reverse, and whether what it is handed is kept."""

from django.conf import settings

from belowline.cli.mail_check.findings import Finding, mend, well
from belowline.cli.mail_check.lookups import IPAddress, Lookups
from belowline.core.mail import MailRun, NotSentError


def reverse_name(address: IPAddress, lookups: Lookups) -> Finding:
    """Whether the address has a name that leads back to it. Raises NoReplyError."""
    topic = "Reverse name"
    names = lookups.names(address)
    if not names:
        return mend(topic, f"{address} has no name: ask its network's owner for a PTR record.")
    for name in names:
        if address in lookups.addresses(name, address.version):
            return well(topic, f"{address} is {name}, which leads back to it.")
    return mend(topic, f"{address} says that it is {names[0]}, which does not lead back to it.")


def transport() -> Finding:
    """Whether our mail server takes mail, as a mail would be handed over, and by TLS."""
    topic = "TLS"
    if settings.ENVIRONMENT.email_provider:
        return well(topic, f"{settings.ENVIRONMENT.email_provider} takes mail by https.")
    if not settings.EMAIL_HOST:
        return mend(topic, "BELOWLINE_EMAIL_HOST is empty: mail is printed, and sent to no one.")
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with MailRun() as run:
            version = run.tls_version
    except NotSentError as fault:
        return mend(topic, f"{place} takes no mail from here: {fault}")
    if not version:
        return mend(topic, f"{place} takes mail without TLS.")
    return well(topic, f"{place} takes mail by {version}.")

"""`belowline mail`: how far newsletters are, what came back, and whether they can arrive at all."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from django.conf import settings

from belowline.audience.queries.issues import issues_at_desk, progress
from belowline.audience.services.mailed_replies import take_in_reply
from belowline.audience.services.returned_mail import LARGEST_RETURNED, take_in_returned
from belowline.cli.mail_check.arrived_letter import LARGEST_LETTER, read_letter
from belowline.cli.mail_check.checking import Check, SetUp
from belowline.cli.mail_check.findings import Finding
from belowline.cli.mail_check.list_headers import list_headers
from belowline.cli.mail_check.lookups import Lookups
from belowline.cli.mail_check.sending_host import transport
from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.core.arrived_reply import LARGEST_REPLY
from belowline.core.mail import sender_address
from belowline.newsroom.queries.publications import PublicationView

_PUBLICATION = click.option(
    "--publication", default="", help="Its short name; needed where there are several."
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("mail")
def mail_group() -> None:
    """See how far newsletters are, and take in what comes back."""


@mail_group.command("status")
@_PUBLICATION
def status(publication: str) -> None:
    """Print the newest issues, and what became of their mails."""
    prepare_database()
    publication_id = publication_named(publication).id
    issues = issues_at_desk(publication_id)
    known = progress([it.id for it in issues], publication_id=publication_id)
    for it in issues:
        counts = ", ".join(f"{n} {state}" for state, n in sorted(known[it.id].by_state.items()))
        why = f" ({it.pause_reason})" if it.pause_reason else ""
        click.echo(f"{it.ref}  {it.state}{why}  {it.list_name}: {it.subject}  {counts}")


@mail_group.command("returned")
def returned() -> None:
    """Read one returned mail from standard input: a bounce or a complaint.

    The mail server hands each mail to the sender’s address to it, by a pipe. What is not known by
    its signed header changes nothing.
    """
    prepare_database()
    click.echo(take_in_returned(sys.stdin.buffer.read(LARGEST_RETURNED)))


@mail_group.command("reply")
def reply() -> None:
    """Read one mail from standard input that replies to a notification, and post it.

    The mail server hands each mail to BELOWLINE_REPLY_ADDRESS to it, by a pipe. What is refused is
    told to the reader by email.
    """
    prepare_database()
    click.echo(take_in_reply(sys.stdin.buffer.read(LARGEST_REPLY + 1)))


@mail_group.command("check")
@_PUBLICATION
@click.option(
    "--sends-from",
    multiple=True,
    metavar="HOST",
    help="A host or IP address from which mail leaves; BELOWLINE_EMAIL_HOST if there is none.",
)
@click.option(
    "--letter",
    type=_FILE,
    help="A mail of Belowline as it has arrived in a mailbox, saved with all its headers: by its "
    "signature, and by the address that handed it over.",
)
@click.option("--dns", default="", metavar="ADDRESS", help="A DNS server to ask, as ADDRESS:PORT.")
def check(publication: str, sends_from: Sequence[str], letter: Path | None, dns: str) -> None:
    """Look at the set-up as Gmail, Yahoo and Microsoft do, and name each thing to mend.

    These are: MX, SPF, the reverse name of the host that sends, the DKIM key, DMARC, TLS of the
    mail server, and the headers by which a newsletter can be left. Exit status 1 says that
    something has to be mended.
    """
    prepare_database()
    found = publication_named(publication)
    try:
        lookups = Lookups(dns)
    except ValueError:
        raise click.ClickException(f"{dns} is not an address of a DNS server.") from None
    read = read_letter(letter.read_bytes()[:LARGEST_LETTER]) if letter else None
    set_up = SetUp(
        author=(read.author if read else "") or sender_address(found.base_url),
        hosts=tuple(sends_from),
        server=settings.EMAIL_HOST,
        selector=settings.ENVIRONMENT.dkim_selector,
        letter=read,
    )
    faults = 0
    for it in _findings(found, set_up, lookups):
        faults += not it.is_well
        click.echo(f"{'well' if it.is_well else 'MEND'}  {it.topic}: {it.sentence}")
    if faults:
        raise SystemExit(1)


def _findings(publication: PublicationView, set_up: SetUp, lookups: Lookups) -> Iterator[Finding]:
    yield from Check(set_up, lookups).findings()
    yield transport()
    yield list_headers(publication)

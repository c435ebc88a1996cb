"""`belowline mail`: how far newsletters are, and what came back because of them."""

import sys

import click

from belowline.audience.queries.issues import issues_at_desk, progress
from belowline.audience.services.returned_mail import LARGEST_RETURNED, take_in_returned
from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named


@click.group("mail")
def mail_group() -> None:
    """See how far newsletters are, and take in what comes back."""


@mail_group.command("status")
@click.option("--publication", default="", help="Its short name; needed where there are several.")
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

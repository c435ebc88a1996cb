"""`belowline staff`: who is of a publication's staff, and who is invited to join it."""

import click
from django.utils import timezone

from belowline.accounts.queries.people import RANKS
from belowline.accounts.queries.staff import staff
from belowline.accounts.queries.staff_invitations import open_invitations
from belowline.accounts.services.staff_invitations import invite_staff
from belowline.cli.prepare import prepare_database
from belowline.cli.publications import publication_named
from belowline.core.refusals import Refusal

_PUBLICATION = click.option(
    "--publication", default="", help="Its short name; needed where there are several."
)


@click.group("staff")
def staff_group() -> None:
    """Show a publication's staff, and invite people to join it."""


@staff_group.command("list")
@_PUBLICATION
def list_staff(publication: str) -> None:
    """Print the staff with their roles, and the invitations that wait for an answer."""
    prepare_database()
    found = publication_named(publication)
    for member in staff(found.id):
        click.echo(f"{member.name:<32} {', '.join(member.roles)}")
    for invitation in open_invitations(found.id):
        since = timezone.localtime(invitation.invited_at, found.zone).date()
        click.echo(f"{invitation.email:<32} {invitation.role}, invited on {since}")


@staff_group.command("invite")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(RANKS), help="What they may do.")
@_PUBLICATION
def invite(email: str, role: str, publication: str) -> None:
    """Invite EMAIL to the staff, by a mail that the running server sends.

    The invitation is good for two weeks. The link is printed too, in case mail is not set up yet;
    it works only for an account with that address.
    """
    prepare_database()
    found = publication_named(publication)
    try:
        invitation = invite_staff(publication_id=found.id, email=email, role=role)
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal
    click.echo(f"{invitation.email} is invited to join {found.name}. The link, for them alone:")
    click.echo(f"{found.base_url}{invitation.path}")

"""`belowline log-out`: ends somebody's sessions, or everybody's."""

import click

from belowline.accounts.queries.people import person_id_by_email
from belowline.accounts.services.logout import log_out as end_sessions
from belowline.cli.prepare import prepare_database


@click.command("log-out")
@click.argument("email", required=False)
@click.option("--everybody", is_flag=True, help="End every session of everybody.")
def log_out(email: str | None, *, everybody: bool) -> None:
    """End every session of the person with this address, wherever it is open."""
    if bool(email) == everybody:
        raise click.UsageError("Give one address, or --everybody.")
    prepare_database()
    person_id = person_id_by_email(email) if email else None
    if email and person_id is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    click.echo(f"Ended {end_sessions(person_id=person_id)} sessions.")

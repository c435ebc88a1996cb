"""`belowline import`: brings in what was kept elsewhere."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from belowline.cli.prepare import prepare_database
from belowline.core.clock import now
from belowline.core.refusals import Refusal
from belowline.newsroom.services.sections import LONGEST_SECTION
from belowline.newsroom.services.story_fields import LONGEST_HEADLINE, LONGEST_LINE
from belowline.transfer.saved_page import NotASavedPage, SavedPage, read
from belowline.transfer.saved_page.import_thread import Brought, bring_in

_LARGEST = 50 * 1024 * 1024


class Zone(click.ParamType[ZoneInfo]):
    """The name of a time zone, such as Asia/Tokyo."""

    name = "zone"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> ZoneInfo:
        """The zone of this name."""
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail(f"{value} is not a time zone. Write one like Asia/Tokyo.", param, ctx)


class Address(click.ParamType[str]):
    """An absolute web address."""

    name = "url"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The address, unchanged."""
        parts = urlsplit(str(value))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            self.fail(f"{value} is not an address. Write one like https://…/story.", param, ctx)
        return str(value)


@click.group("import")
def import_group() -> None:
    """Bring in discussions that were kept elsewhere."""


@import_group.command("page")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, type=Address(), help="The page's old address.")
@click.option(
    "--published",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    help="When the article was published, by the clock of --timezone.",
)
@click.option(
    "--timezone",
    "zone",
    default="UTC",
    show_default=True,
    type=Zone(),
    help="The zone of the publication date and of times that comments mention.",
)
@click.option("--publication", help="Short name of the publication, where there are several.")
def import_page(
    file: Path, url: str, published: datetime, zone: ZoneInfo, publication: str | None
) -> None:
    """Bring in the discussion of a saved page, text or HTML.

    Importing a page twice changes nothing.
    """
    published_at = published.replace(tzinfo=zone).astimezone(UTC)
    if published_at > now():
        raise click.UsageError("--published lies in the future.")
    page = _read(file)
    prepare_database()
    with click.progressbar(length=len(page.comments), label="Comments") as bar:
        try:
            brought = bring_in(
                page,
                url=url,
                published_at=published_at,
                zone=zone,
                publication=publication,
                on_progress=bar.update,
            )
        except Refusal as refusal:
            raise click.ClickException(refusal.sentence) from refusal
    _report(page, brought)


def _read(file: Path) -> SavedPage:
    if file.stat().st_size > _LARGEST:
        raise click.ClickException(f"{file} is larger than 50 MB, so it is not one saved page.")
    try:
        return read(file.read_bytes())
    except NotASavedPage as refusal:
        raise click.ClickException(
            f"{file} was not imported, and nothing was written. {refusal}"
        ) from refusal


def _report(page: SavedPage, brought: Brought) -> None:
    article = brought.article
    click.echo(f"\n{article.headline}")
    click.echo(f"  address     {article.path}" + ("" if brought.is_new else " (was here)"))
    click.echo(f"  section     {article.section_name}")
    click.echo(f"  byline      {article.byline or 'none'}")
    for line in page.copyright_lines:
        click.echo(f"  copyright   {line}")
    click.echo(
        f"  text        {'expired: ' + page.expired_notice if page.expired_notice else 'kept'}"
    )
    click.echo(
        f"  comments    {brought.added} new, {brought.known} here already, "
        f"with {brought.up} votes up and {brought.down} down"
    )
    if brought.rescored:
        click.echo(f"  scores      {brought.rescored} that were here have the page's scores now")
    if brought.blank:
        click.echo(f"  left out    {brought.blank} comments in which nothing is seen")
    for number, teller in sorted(brought.recovered.items()):
        when = f", {teller.posted_at:%Y-%m-%d %H:%M %Z}" if teller.posted_at else ""
        click.echo(f"  recovered   comment {number} is by {teller.author}{when}")
    told = page.lines
    click.echo(
        f"  lines       {told.read} read: {told.story} of the article, {told.texts} of comments, "
        f"{told.scores} scores, {told.headers} authors and times, "
        f"{told.furniture} of the page itself, {told.unrecognised} not recognised"
    )
    for warning in (*page.warnings, *_too_long(page)):
        click.echo(f"  please check: {warning}")


def _too_long(page: SavedPage) -> list[str]:
    """What was shortened on its way in, for somebody to look at."""
    lines = [
        ("headline", page.headline, LONGEST_HEADLINE),
        ("section", page.section, LONGEST_SECTION),
        ("byline", page.byline, LONGEST_LINE),
        ("copyright line", next(iter(page.copyright_lines), None), LONGEST_LINE),
        ("site’s copyright line", " ".join(page.copyright_lines[1:]), LONGEST_LINE),
    ]
    return [
        f"The {what} has more than {most} characters, so it was shortened."
        for what, line, most in lines
        if line and len(line) > most
    ]

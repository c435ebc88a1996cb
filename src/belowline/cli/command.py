"""The command and its parts."""

import click

from belowline import __version__
from belowline.cli.backups import backup, restore
from belowline.cli.check import check
from belowline.cli.demo import demo
from belowline.cli.imports import import_group
from belowline.cli.language import language
from belowline.cli.log_out import log_out
from belowline.cli.publication import publication_group
from belowline.cli.retention import retention
from belowline.cli.serve import serve
from belowline.cli.subscribers import subscribers_group
from belowline.cli.work import work


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="belowline")
def belowline() -> None:
    """Discussion below the news: runs a site, brings old discussions in, keeps counts right."""


_PARTS = (
    *(serve, work, demo, import_group, publication_group, language),
    *(check, subscribers_group, retention, log_out, backup, restore),
)

for part in _PARTS:
    belowline.add_command(part)

"""The command and its parts, each read when it is asked for.

`serve` goes without Django, which its workers read for themselves; every other part is read once
Django is set up.
"""

from importlib import import_module
from typing import cast

import click

from belowline import __version__

_WITHOUT_DJANGO = frozenset({"serve"})
_PARTS = {
    "serve": "serve.serve",
    "work": "work.work",
    "demo": "demo.demo",
    "import": "imports.import_group",
    "publication": "publication.publication_group",
    "staff": "staff.staff_group",
    "rights": "rights.rights_group",
    "feeds": "feeds.feeds_group",
    "language": "language.language",
    "check": "check.check",
    "search": "search.search_group",
    "subscribers": "subscribers.subscribers_group",
    "subscriptions": "subscriptions.subscriptions_group",
    "mail": "mail.mail_group",
    "newsletters": "newsletters.newsletters_group",
    "tasks": "tasks.tasks_group",
    "retention": "retention.retention",
    "log-out": "log_out.log_out",
    "backup": "backups.backup",
    "restore": "backups.restore",
}


class _Parts(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(_PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _PARTS:
            return None
        if cmd_name not in _WITHOUT_DJANGO:
            import_module("belowline.cli.setting_up").set_up()
        module, _, name = _PARTS[cmd_name].partition(".")
        return cast("click.Command", getattr(import_module(f"belowline.cli.{module}"), name))


@click.group(
    cls=_Parts, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="belowline")
def belowline() -> None:
    """Discussion below the news: runs a site, brings old discussions in, keeps counts right."""

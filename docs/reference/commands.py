"""The command line."""

from collections.abc import Iterator

import click

from belowline.cli.command import belowline
from docs.reference.tables import sentence, table


def page() -> str:
    """The page on commands."""
    parts = [f"# Commands\n\n{sentence(belowline.help)}\n\nEvery command knows `--help`."]
    parts.extend(_part(path, command) for path, command in _walk("belowline", belowline))
    return "\n\n".join(parts)


def _walk(path: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _walk(f"{path} {name}", command)
        elif command is not None:
            yield f"{path} {name}", command


def _part(path: str, command: click.Command) -> str:
    context = click.Context(command)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    text = "\n\n".join(
        " ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")
    )
    options = [
        record
        for parameter in command.get_params(context)
        if "--help" not in parameter.opts and (record := parameter.get_help_record(context))
    ]
    rows = [(f"`{names}`", meaning) for names, meaning in options]
    return f"## {path}\n\n`{usage}`\n\n{text}" + (
        f"\n\n{table(['option', 'meaning'], rows)}" if rows else ""
    )

"""`belowline work`: what goes on beside the answers, in a process of its own."""

import signal
import threading

import click

from belowline.cli.prepare import prepare_database
from belowline.config.background import BackgroundWork, work_once


@click.command()
@click.option("--once", is_flag=True, help="Do what there is to do now, and end.")
def work(*, once: bool) -> None:
    """Follow the outbox and do the tasks that are due: mail, exports, deletion.

    `belowline serve` does so too, unless BELOWLINE_BACKGROUND_WORK is `work`.
    """
    prepare_database()
    if once:
        click.echo(f"{work_once()} tasks were done.")
        return
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    working = BackgroundWork()
    click.echo("Belowline works; end it with Ctrl-C.")
    ended.wait()
    working.close()

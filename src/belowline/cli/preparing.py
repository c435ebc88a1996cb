"""The process that prepares for a server, and ends: it loads Django, so that the server need not.

It writes one line of JSON, a `Told`, to the descriptor that it is given, as soon as the settings
are known to be good.
"""

import json
import os
import sys
from importlib import import_module

import click
from django.conf import settings

from belowline.cli.setting_up import faults_told, set_up


def main(descriptor: int, port: int | None) -> None:
    """Prepares the database and the static files, and says what is half configured, and where an
    empty installation is set up.
    """
    with faults_told(), os.fdopen(descriptor, "w") as line:
        told = {
            "site_url": settings.SITE_URL,
            "log_level": settings.ENVIRONMENT.log_level,
            "logging": settings.SERVER_LOGGING,
        }
        json.dump(told, line)
    set_up()
    try:
        # By name, because it can only be read once Django is set up.
        import_module("belowline.cli.prepare").prepare_site()
        import_module("belowline.cli.set_up_link").print_set_up_link(port=port)
    except click.ClickException as refusal:
        refusal.show()
        sys.exit(refusal.exit_code)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) or None)

"""Starts the `belowline` command: settings first, since everything else needs them."""

import importlib
import os
import sys

import django

from belowline.config.environment import EnvironmentFault


def main() -> None:
    """Runs the command line; variables that cannot be used end it with exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belowline.config.settings")
    try:
        django.setup()
    except EnvironmentFault as fault:
        sys.exit(_said(fault))
    # By name, because the command's modules can only be read once Django is set up.
    importlib.import_module("belowline.cli.command").belowline(prog_name="belowline")


def _said(fault: EnvironmentFault) -> int:
    sys.stderr.write(f"{fault}\n")
    return 2


if __name__ == "__main__":
    main()

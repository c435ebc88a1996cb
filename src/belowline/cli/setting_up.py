"""Sets Django up for a command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps

from belowline.config.environment import EnvironmentFault

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belowline.config.settings")


def set_up() -> None:
    """Makes settings and models ready. Ends the process where the settings cannot be used."""
    if not apps.ready:
        with faults_told():
            django.setup()


@contextmanager
def faults_told() -> Iterator[None]:
    """Ends the process with exit status 2 and a sentence for each variable that cannot be used."""
    try:
        yield
    except EnvironmentFault as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(2)

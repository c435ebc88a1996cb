"""How the main process learns that a worker has come up (cli/supervisor.py)."""

import os
from pathlib import Path

CAME_UP = "BELOWLINE_CAME_UP"
"""The variable that names the file which a worker then makes."""


def say_that_it_came_up() -> None:
    """Makes the file, where a main process waits for it."""
    if CAME_UP in os.environ:
        Path(os.environ[CAME_UP]).touch()

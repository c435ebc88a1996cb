"""Makes the database and the static files ready; safe to run at every start."""

from django.core.management import call_command

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.subscribers.places import ensure_places


def prepare_database() -> None:
    """Applies the migrations that are missing, and gives every subscriber its place."""
    call_command("migrate", interactive=False, verbosity=0)
    ensure_places(SUBSCRIBERS)


def prepare_static_files() -> None:
    """Gathers the static files, compressed and under hashed names."""
    call_command("collectstatic", interactive=False, verbosity=0)

"""All pages of the reference, as they should stand."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belowline.config.settings")
django.setup()

from docs.reference import (  # noqa: E402
    api,
    commands,
    database,
    events,
    limits,
    refusals,
    settings,
    who_may_what,
    wire,
)

FOLDER = Path(__file__).parent
_NOTE = "<!-- Written by `make docs` from the code; change the code, not this page. -->"
_PAGES = {
    "api.md": api.page,
    "commands.md": commands.page,
    "database.md": database.page,
    "events.md": events.page,
    "limits.md": limits.page,
    "refusals.md": refusals.page,
    "settings.md": settings.page,
    "../security/who-may-what.md": who_may_what.page,
}


def pages() -> dict[str, str]:
    """Each page's text by its file name."""
    return {name: _whole(write()) for name, write in _PAGES.items()}


def wire_guide() -> str:
    """The guide to wires, which is made from samples that do not come with the code."""
    return _whole(wire.page())


def _whole(text: str) -> str:
    return f"{_NOTE}\n\n{text.strip()}\n"

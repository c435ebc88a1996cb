"""Runs every measurement against a database of its own."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measuring import Row

_PARTS = (
    *("discussion", "sizes", "delivery", "crawl", "newsroom", "audience", "surveys", "letters"),
    *("moderation", "screening", "likeness", "search", "lighthouse", "peers"),
)
_RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    """Prints each figure as it is known, then writes them all to RESULTS.md.

    With names of parts (`python -m benchmarks crawl peers`) only these, and nothing is written.
    """
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        rows = []
        for row in _figures(sys.argv[1:] or _PARTS):
            rows.append(row)
            sys.stdout.write(f"{row.what:<58} {row.figure:<34} {row.how}\n")
            sys.stdout.flush()
    if sys.argv[1:]:
        return
    _RESULTS.write_text(_document(rows), encoding="utf-8")


def _set_up(folder: str) -> None:
    os.environ |= {
        "BELOWLINE_DATA_DIR": folder,
        "BELOWLINE_DATABASE_URL": os.environ.get("BELOWLINE_DATABASE_URL", ""),
        "BELOWLINE_POSTS_PER_MINUTE": "1000000",
        "BELOWLINE_POSTS_PER_HOUR": "1000000",
        "BELOWLINE_VOTES_PER_MINUTE": "1000000",
        "DJANGO_SETTINGS_MODULE": "belowline.config.settings",
    }
    import_module("django").setup()
    import_module("belowline.cli.prepare").prepare_site()


def _figures(parts: Sequence[str]) -> Iterator["Row"]:
    # By name: these modules can only be read once Django is set up.
    for part in parts:
        yield from import_module(f"benchmarks.{part}").figures()


def _document(rows: list["Row"]) -> str:
    lines = "\n".join(f"| {row.what} | {row.figure} | {row.how} |" for row in rows)
    return (
        "# Figures\n\n"
        "Written by `make bench`. Medians of one run on one machine "
        f"({platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}); "
        "compare only figures of one run.\n\n"
        f"| what | figure | how |\n|---|---|---|\n{lines}\n"
    )


if __name__ == "__main__":
    main()

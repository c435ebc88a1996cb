"""What a reader's phone has to fetch."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
from django.test import Client

import belowline
from benchmarks.measuring import Row

_WEB = Path(belowline.__file__).parent / "web"


def figures() -> Iterator[Row]:
    """Bytes of a page with 50 comments, of the styles and of the scripts."""
    html = Client(headers={"Host": "127.0.0.1"}).get("/news/import-3").content
    yield Row("HTML of a story with 50 comments", f"{len(html) / 1000:.1f} KB", "limit 60 KB")
    yield Row("the same", f"{len(brotli.compress(html)) / 1000:.1f} KB", "brotli")
    for kind, limit in (("css", 8), ("js", 10)):
        files = _loaded(html.decode(), kind)
        compressed = sum(len(brotli.compress(file.read_bytes())) for file in files)
        yield Row(
            f"{kind.upper()} of that story",
            f"{compressed / 1000:.1f} KB",
            f"brotli, {len(files)} files, limit {limit} KB",
        )


def _loaded(html: str, kind: str) -> set[Path]:
    """The files of this kind that the page names, and whatever these import."""
    named = re.findall(rf"/(\w+)/{kind}/([\w-]+)(?:\.[0-9a-f]{{12}})?\.{kind}\b", html)
    wanted = {_WEB / room / "static" / room / kind / f"{name}.{kind}" for room, name in named}
    found: set[Path] = set()
    while wanted:
        file = wanted.pop()
        found.add(file)
        imported = re.findall(r'from "(\.[\w./-]+\.js)"', file.read_text(encoding="utf-8"))
        wanted |= {_imported(file, name) for name in imported} - found
    return found


def _imported(file: Path, name: str) -> Path:
    """What a script imports; another room's files lie elsewhere than they are served."""
    if not name.startswith("../../"):
        return (file.parent / name).resolve()
    room, _, rest = name.removeprefix("../../").partition("/")
    return _WEB / room / "static" / room / rest

"""What a reader's phone has to fetch."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
from django.test import Client

import belowline
from belowline.web.http.assets import SHORTER
from benchmarks.measuring import Row

_WEB = Path(belowline.__file__).parent / "web"
_IMPORTED = re.compile(r'from "(\.[\w./-]+\.js)"')
_IMPORTED_EVER = re.compile(r'(?:from |import\()"(\.[\w./-]+\.js)"')
"""Also what is loaded when somebody turns to the discussion: forms, votes, menus."""


def figures() -> Iterator[Row]:
    """Bytes of a page with 50 comments, of the styles and of the scripts."""
    html = Client(headers={"Host": "127.0.0.1"}).get("/news/import-3").content
    yield Row("HTML of a story with 50 comments", f"{len(html) / 1000:.1f} KB", "limit 80 KB")
    yield Row("the same", f"{len(brotli.compress(html)) / 1000:.1f} KB", "brotli, limit 16 KB")
    page = html.decode()
    yield _row("CSS of that story", _loaded(page, "css", _IMPORTED), limit=8)
    yield _row("JS of that story", _loaded(page, "js", _IMPORTED), limit=10)
    yield _row("JS once somebody turns to it", _loaded(page, "js", _IMPORTED_EVER), limit=15)


def _row(what: str, files: set[Path], *, limit: int) -> Row:
    compressed = sum(len(brotli.compress(_kept(file))) for file in files)
    how = f"brotli, {len(files)} files, limit {limit} KB"
    return Row(what, f"{compressed / 1000:.1f} KB", how)


def _kept(file: Path) -> bytes:
    """As the server keeps it."""
    text = file.read_text(encoding="utf-8")
    shorten = SHORTER.get(file.suffix)
    return (shorten(text) if shorten else text).encode()


def _loaded(html: str, kind: str, imported: re.Pattern[str]) -> set[Path]:
    """The files of this kind that the page names, and whatever these import."""
    named = re.findall(rf"/(\w+)/{kind}/([\w-]+)(?:\.[0-9a-f]{{12}})?\.{kind}\b", html)
    wanted = {_WEB / room / "static" / room / kind / f"{name}.{kind}" for room, name in named}
    found: set[Path] = set()
    while wanted:
        file = wanted.pop()
        found.add(file)
        names = imported.findall(file.read_text(encoding="utf-8"))
        wanted |= {_imported(file, name) for name in names} - found
    return found


def _imported(file: Path, name: str) -> Path:
    """What a script imports; another room's files lie elsewhere than they are served."""
    if not name.startswith("../../"):
        return (file.parent / name).resolve()
    room, _, rest = name.removeprefix("../../").partition("/")
    return _WEB / room / "static" / room / rest

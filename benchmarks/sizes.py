"""What a reader's phone has to fetch."""

from collections.abc import Iterator
from pathlib import Path

import brotli
from django.test import Client

import belowline
from benchmarks.measuring import Row

_STATIC = Path(belowline.__file__).parent / "web" / "site" / "static"


def sizes() -> Iterator[Row]:
    """Bytes of a page with 50 comments, of the styles and of the scripts."""
    html = Client(headers={"Host": "127.0.0.1"}).get("/news/import-3").content
    yield Row("HTML of a story with 50 comments", f"{len(html) / 1000:.1f} KB", "limit 60 KB")
    yield Row("the same", f"{len(brotli.compress(html)) / 1000:.1f} KB", "brotli")
    for kind, limit in (("css", 8), ("js", 10)):
        files = sorted(_STATIC.glob(f"{kind}/*.{kind}"))
        compressed = sum(len(brotli.compress(file.read_bytes())) for file in files)
        yield Row(
            f"all {kind.upper()}",
            f"{compressed / 1000:.1f} KB",
            f"brotli, {len(files)} files, limit {limit} KB",
        )

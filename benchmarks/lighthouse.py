"""What Lighthouse says of the front, a section and an article of the demo, as a phone sees them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.loading import served
from benchmarks.measuring import Row

_PAGES = {
    "front page": "/",
    "section": "/politics",
    "article with its discussion": "/politics/last-train-timetable-review",
}
_RUNS = 3
_SERVE = ("-m", "belowline", "serve", "--port", "{port}")
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = "--chrome-flags=--headless=new --no-sandbox"


def figures() -> Iterator[Row]:
    """The four scores of each page; needs Node, npm and Debian's Chromium."""
    npm, node = shutil.which("npm"), shutil.which("node")
    chromium = shutil.which("chromium")
    if npm is None or node is None or chromium is None:
        yield Row("Lighthouse", "not measured", "needs npm, Node and Chromium")
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        installed = subprocess.run(  # noqa: S603 - our own words
            [npm, "install", "--silent", "--prefix", str(folder), "lighthouse"],
            capture_output=True,
            check=False,
        )
        if installed.returncode:
            yield Row("Lighthouse", "not measured", "it could not be installed here")
            return
        environment = {"BELOWLINE_DATA_DIR": str(folder / "data"), "BELOWLINE_ANY_HOST": "1"}
        subprocess.run(
            [sys.executable, "-m", "belowline", "demo", "--no-serve"],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
        )
        with served(_SERVE, environment=environment) as (url, _):
            script = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
            told = {**os.environ, "CHROME_PATH": chromium}
            for page, path in _PAGES.items():
                yield _row(
                    page, [_scores([node, str(script), url + path], told) for _ in range(_RUNS)]
                )


def _scores(command: list[str], environment: Mapping[str, str]) -> dict[str, float]:
    said = subprocess.run(  # noqa: S603
        [*command, "--output=json", "--quiet", _FLAGS],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    ).stdout
    categories = json.loads(said)["categories"]
    return {name: categories[name]["score"] * 100 for name in _CATEGORIES}


def _row(page: str, runs: list[dict[str, float]]) -> Row:
    scores = [f"{median(run[name] for run in runs):.0f}" for name in _CATEGORIES]
    return Row(
        f"Lighthouse: {page}",
        " / ".join(scores),
        f"{', '.join(_CATEGORIES)}; the demo on a phone, median of {_RUNS}",
    )

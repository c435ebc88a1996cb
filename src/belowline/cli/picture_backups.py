"""Copies of pictures beside the copies of the database: each file once, as it never changes."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from belowline.newsroom.queries.picture_files import digest_of

_FOLDER = "pictures"


def back_up_pictures(pictures: Path, backups: Path, copies: Iterable[Path]) -> int:
    """Copies the files that the backups lack, and returns how many these were.

    What neither the site nor any of these copies of the database knows any more goes. Raises
    OSError.
    """
    kept = backups / _FOLDER
    number = _copy_missing(pictures, kept)
    known = {digest for copy in copies for digest in _digests(copy)}
    for file in list(_files(kept)):
        if digest_of(file.name) not in known and not (pictures / file.relative_to(kept)).exists():
            file.unlink()
    return number


def put_back_pictures(backups: Path, pictures: Path) -> int:
    """Copies the files that the site lacks from the backups, and returns how many these were."""
    return _copy_missing(backups / _FOLDER, pictures)


def _copy_missing(source: Path, target: Path) -> int:
    number = 0
    for file in _files(source):
        copy = target / file.relative_to(source)
        if copy.exists() and copy.stat().st_size == file.stat().st_size:
            continue
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = copy.with_name(f".{copy.name}.unfinished")
        shutil.copy2(file, unfinished)
        unfinished.replace(copy)
        number += 1
    return number


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in folder.glob("??/*") if not file.name.startswith("."))


def _digests(copy: Path) -> Iterator[str]:
    """The pictures that a copy of the database knows; one from before there were any knows none."""
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection,
    ):
        for (digest,) in connection.execute("SELECT digest FROM article_picture"):
            yield digest

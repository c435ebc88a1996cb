"""Reads the files of pictures from wherever they are kept."""

from collections.abc import Iterator

from django.core.files.storage import Storage, storages

from belowline.newsroom.models import Picture
from belowline.newsroom.pictures.files import file_name, file_names


def picture_storage() -> Storage:
    """Where they are kept (STORAGES in the settings)."""
    return storages["pictures"]


def picture_file(digest: str, width: int, kind: str) -> bytes | None:
    """A file's bytes; None where there is none."""
    try:
        with picture_storage().open(file_name(digest, width, kind)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def kept_files() -> Iterator[str]:
    """The names of all files that are kept."""
    storage = picture_storage()
    folders, _ = _listed(storage, "")
    for folder in sorted(folders):
        yield from (f"{folder}/{name}" for name in sorted(_listed(storage, folder)[1]))


def missing_files() -> Iterator[str]:
    """The names of files that pictures have, and that are not there."""
    kept = set(kept_files())
    rows = Picture.objects.order_by("id").values_list("digest", "width")
    for digest, width in rows.iterator():
        yield from (name for name in file_names(digest, width) if name not in kept)


def orphan_files() -> Iterator[str]:
    """The names of files that are no picture's."""
    digests = set(Picture.objects.values_list("digest", flat=True))
    yield from (name for name in kept_files() if digest_of(name) not in digests)


def digest_of(name: str) -> str:
    """The digest in a file's name."""
    return name.rpartition("/")[2].partition("-")[0]


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []

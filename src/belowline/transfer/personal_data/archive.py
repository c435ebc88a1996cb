"""Writes the zip: a JSON file for each subject, the page, and what files there are."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from belowline.core.clock import now
from belowline.core.personal_data import Subject
from belowline.newsroom.queries.publications import PublicationView
from belowline.transfer.personal_data.page import Writer

_IN_MEMORY = 4_000_000
"""Bytes of the page that are kept in memory while it grows; what is more goes to a file."""


def archive(subjects: Iterable[Subject], publication: PublicationView) -> bytes:
    """The whole zip; each row is read once, and written into its JSON and the page at once."""
    packed = io.BytesIO()
    writer = Writer(publication, now())
    with (
        ZipFile(packed, "w", ZIP_DEFLATED) as zipped,
        SpooledTemporaryFile(_IN_MEMORY, mode="w+b") as body,
    ):
        for subject in subjects:
            for name, content in subject.files:
                zipped.writestr(name, content)
            with zipped.open(f"json/{subject.name}.json", "w") as data:
                for mark, row in _marked(subject.rows):
                    data.write(mark + _json(row))
                    body.write(writer.row(subject, row).encode())
                data.write(b"\n]\n" if writer.number else b"[]\n")
            body.write(writer.end(subject).encode())
        body.seek(0)
        with zipped.open("index.html", "w") as page:
            page.write(writer.head().encode())
            while block := body.read(65_536):
                page.write(block)
            page.write(writer.foot().encode())
    return packed.getvalue()


def _marked(
    rows: Iterable[Mapping[str, object]],
) -> Iterator[tuple[bytes, Mapping[str, object]]]:
    mark = b"[\n"
    for row in rows:
        yield mark, row
        mark = b",\n"


def _json(row: Mapping[str, object]) -> bytes:
    return json.dumps(row, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)

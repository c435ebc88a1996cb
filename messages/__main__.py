"""`make messages`: brings each language's file in step with the sources."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from messages.sources import LOCALE, languages, texts

_NOISE = (
    b'"Project-Id-Version',
    b'"Report-Msgid-Bugs-To',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
)


def main() -> None:
    """Adds new texts without a translation, and drops those that are no longer used."""
    wanted = texts()
    for language in languages():
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        kept = read(path, language)
        kept.update(wanted, no_fuzzy_matching=True)
        path.write_bytes(_written(kept))
        missing = [message.id for message in kept if message.id and not _is_translated(message)]
        print(f"{language}: {len(kept)} texts, {len(missing)} without a translation")  # noqa: T201


def read(path: Path, language: str) -> Catalog:
    """A language's file."""
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django", abort_invalid=True)


def _is_translated(message: object) -> bool:
    found = getattr(message, "string", "")
    return all(found) if isinstance(found, tuple) else bool(found)


def _written(catalog: Catalog) -> bytes:
    """The file without what changes each time: dates, line numbers, texts no longer used."""
    file = BytesIO()
    write_po(file, catalog, no_location=True, sort_output=True, ignore_obsolete=True, width=100)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_NOISE))


if __name__ == "__main__":
    main()

"""From the bytes of a file to its text, or a refusal that says what the file is instead."""

import codecs
import json
import re

from belowline.core.markup.cleaning import without_controls
from belowline.transfer.saved_page.page import NotASavedPage

LARGEST = 50 * 1024 * 1024
"""The most bytes that a saved page may have."""

_LOOKED_FOR = "A saved discussion page was looked for, as text or HTML"
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FILES = (b"%PDF-", b"\x1f\x8b", b"PK\x03\x04")
"""How PDF files, gzip and zip begin; short ones need not hold a zero byte."""
_LATIN = frozenset(["ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "l1"])
_EXPORTS = (
    (re.compile(r"<disqus\b|disqus\.com/"), "a Disqus export"),
    (re.compile(r"<rss\b[^>]*wordpress|<wp:"), "a WordPress export"),
)


def decoded(data: bytes) -> tuple[str, str | None]:
    """Return the file's text, with a warning where its encoding was guessed.

    Line breaks are plain newlines, and other control characters are left out.

    Raises NotASavedPage for what is empty, larger than LARGEST, binary, or an export of data.
    """
    if len(data) > LARGEST:
        raise NotASavedPage(
            f"{_LOOKED_FOR}, but the file is {len(data) / 1024 / 1024:.0f} MB large. "
            "A saved page has at most 50 MB: save the page itself, without its pictures."
        )
    text, warning = _text(data)
    text = without_controls(text)
    if not text.strip():
        raise NotASavedPage(f"{_LOOKED_FOR}, but the file is empty. Save the page again.")
    _refuse_exports(text)
    return text, warning


def _text(data: bytes) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), None
    if b"\0" in data or data.startswith(_OTHER_FILES):
        raise NotASavedPage(
            f"{_LOOKED_FOR}, but the file is binary, such as a PDF, a picture or an archive. "
            "Save the page in the browser as text or as HTML only."
        )
    declared = _DECLARED.search(data[:4096].lower())
    named = [_meant(declared[1].decode("ascii"))] if declared else []
    for encoding in ("utf-8", *named):
        try:
            return data.decode(encoding), None
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace"), (
        "The file does not say how its letters are encoded, and they are not UTF-8; "
        "it was read as Windows-1252. Look at the accented letters."
    )


def _meant(label: str) -> str:
    """What browsers take a label for: WHATWG's Encoding Standard, 4.2."""
    return "cp1252" if label in _LATIN else label


def _refuse_exports(text: str) -> None:
    start = text.lstrip()[:4096]
    if start.startswith(("<?xml", "<rss", "<disqus")):
        for pattern, found in _EXPORTS:
            if pattern.search(start):
                raise NotASavedPage(
                    f"{_LOOKED_FOR}, but this is {found}. Choose the importer for that instead."
                )
    if start.startswith(("{", "[")) and _is_json(text):
        raise NotASavedPage(
            f"{_LOOKED_FOR}, but this is JSON data, as other platforms export it. "
            "Choose the importer of the platform that it comes from."
        )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

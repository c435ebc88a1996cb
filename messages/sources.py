"""Finds every text that is to be translated in the package's Python and templates.

Jinja2 reads the templates of pages for Babel; those of mails are made Python of by Django's own
reading (`templatize`), and Babel reads Python.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parents[1] / "src" / "belowline"
LOCALE = PACKAGE / "locale"
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def texts() -> Catalog:
    """All of them; a text that stands in several places is there once."""
    catalog = Catalog(domain="django")
    for method, code in _sources():
        for _, text, comments, context in extract(method, BytesIO(code), keywords=_KEYWORDS):
            catalog.add(text, auto_comments=comments, context=context)
    return catalog


def languages() -> list[str]:
    """The languages that have a file."""
    return sorted(file.parents[1].name for file in LOCALE.glob("*/LC_MESSAGES/django.po"))


def _sources() -> Iterator[tuple[str, bytes]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield "python", file.read_bytes()
    for file in sorted(PACKAGE.rglob("templates/**/*.html")):
        yield "jinja2", file.read_bytes()
    for file in sorted(PACKAGE.rglob("*templates/**/*.txt")):
        # One line, since what stands between the texts is not indented as Python is.
        words = " ".join(templatize(file.read_text(encoding="utf-8")).split("\n"))
        yield "python", words.encode()

"""Finds every text that is to be translated in the package's Python and templates.

Django's own reading of templates (`templatize`) makes Python of them, and Babel reads Python; so
nothing has to be installed for it but what the tests need anyway.
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
    for code in _python():
        for _, text, comments, context in extract("python", BytesIO(code), keywords=_KEYWORDS):
            catalog.add(text, auto_comments=comments, context=context)
    return catalog


def languages() -> list[str]:
    """The languages that have a file."""
    return sorted(file.parents[1].name for file in LOCALE.glob("*/LC_MESSAGES/django.po"))


def _python() -> Iterator[bytes]:
    for file in sorted(PACKAGE.rglob("*.py")):
        yield file.read_bytes()
    for pattern in ("*.html", "*.txt"):
        for file in sorted(PACKAGE.rglob(f"templates/**/{pattern}")):
            # One line, since what stands between the texts is not indented as Python is.
            yield " ".join(templatize(file.read_text(encoding="utf-8")).split("\n")).encode()

"""A language that nobody speaks: every text that goes through gettext comes back ⟦ŵřàþþéđ⟧.

What stands in a page without these brackets was not translatable, or is what people wrote.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import trans_real
from lxml import html

CODE = "en-xa"
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|%[sdn]|\{\w*\}|<[^>]*>|&\w+;)")
_ACCENTS = str.maketrans("aceinouyACEINOUY", "åçéîñöûýÅÇÉÎÑÖÛÝ")
_CONTEXT = "\x04"
_INNERMOST = re.compile("⟦[^⟦⟧]*⟧")
_LETTER = re.compile(r"[^\W\d_]")
_WITHOUT_TEXT = frozenset({"code", "pre", "script", "style", "textarea"})
_TEXT_ATTRIBUTES = frozenset(
    {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
)
_DATA_WITHOUT_TEXT = frozenset(
    {
        "data-around",
        "data-case",
        "data-count",
        "data-flat",
        "data-i",
        "data-key",
        "data-most",
        "data-offer",
        "data-order",
        "data-passkey",
        "data-queue",
        "data-revision",
        "data-state",
        "data-survey",
        "data-thread",
        "data-view",
        "data-zone",
    }
)


class Pseudo:
    """Stands where Django keeps its translations; `asked` are the texts that it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def to_language(self) -> str:
        return CODE

    def gettext(self, text: str) -> str:
        self.asked.add(text)
        return wrapped(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        self.asked.add(singular)
        return wrapped(singular if number == 1 else plural)

    def without_translation(self, language: str) -> set[str]:
        """Those texts that the language's catalogues, ours and the libraries', do not have."""
        catalogue = trans_real.DjangoTranslation(language)._catalog
        return {text for text in self.asked if text not in catalogue and (text, 0) not in catalogue}


def wrapped(text: str) -> str:
    """The text in brackets and with accents; what stands for something else is left alone."""
    parts = _KEPT.split(text.rpartition(_CONTEXT)[2])
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    return f"⟦{''.join(parts)}⟧"


def untranslated(text: str, data: Iterable[str]) -> str:
    """What of a text is neither translated nor data; empty where nothing is."""
    rest, before = text, ""
    while rest != before:
        rest, before = _INNERMOST.sub("", rest), rest
    for known in sorted(data, key=len, reverse=True):
        rest = rest.replace(known, "")
    return " ".join(rest.split()) if _LETTER.search(rest) else ""


def untranslated_in_page(page: str, data: Iterable[str]) -> list[str]:
    """The same for every text of a page or fragment that somebody sees or hears."""
    known = list(data)
    root = (
        html.document_fromstring(page) if "<html" in page else html.fragment_fromstring(page, "div")
    )
    for part in list(root.iter("u", "time")):
        part.drop_tag()  # a text can hold words that only a screen reader says, or a moment
    found = [untranslated(text, known) for text in _texts(root)]
    return [rest for rest in found if rest]


def _texts(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if not _is_content(element) and element.tag not in ("script", "style"):
            if element.tag not in _WITHOUT_TEXT:
                yield element.text or ""
            yield from _attributes(element)
        parent = element.getparent()
        if parent is not None and parent.tag not in _WITHOUT_TEXT and not _is_content(parent):
            yield element.tail or ""


def _is_content(element: html.HtmlElement) -> bool:
    """Whether it is in a language of its own, or in none."""
    within = [element, *element.iterancestors()]
    return any(each.get("translate") == "no" or each.get("lang", CODE) != CODE for each in within)


def _attributes(element: html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        is_data = name.startswith("data-") and name not in _DATA_WITHOUT_TEXT
        is_button = name == "value" and element.get("type") in ("submit", "reset", "button")
        is_description = name == "content" and element.get("name") == "description"
        if name in _TEXT_ATTRIBUTES or is_data or is_button or is_description:
            yield value

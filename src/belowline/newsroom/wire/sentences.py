"""Sentences for an editor, kept so that every desk is told them in its own language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

Kept = str | dict[str, Any]
"""A sentence as the database has it: in English, or as `says` and what is put into it (`with`)."""
_SAYS, _WITH = "says", "with"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in English, as the catalogues have it, and what is put into it by name: words of
    the item, or other sentences.
    """

    text: str
    values: tuple[tuple[str, "str | Sentence"], ...] = ()

    def __str__(self) -> str:
        return self.text % dict(self.values) if self.values else self.text


def sentence(text: str, **values: "str | int | Sentence") -> Sentence:
    """The sentence. Imported as `_`, so that the catalogues find its text."""
    put = {name: it if isinstance(it, Sentence) else str(it) for name, it in values.items()}
    return Sentence(text, tuple(put.items()))


def kept(said: Sentence) -> Kept:
    """As the database keeps it."""
    return _with_values(said) if said.values else said.text


def told(said: Kept) -> str:
    """A kept sentence in the language that is spoken now; one of before, with the item's words in
    it, as it is.
    """
    if isinstance(said, str):
        return gettext(said) if said else ""
    put = {name: it if isinstance(it, str) else told(it) for name, it in said[_WITH].items()}
    text = gettext(said[_SAYS])
    return text % put if put else text


def _with_values(said: Sentence) -> dict[str, Any]:
    put = {name: it if isinstance(it, str) else _with_values(it) for name, it in said.values}
    return {_SAYS: said.text, _WITH: put}

"""Every language's file is complete, and says what the sources say."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from django.conf import settings

from messages.__main__ import read
from messages.sources import LOCALE, languages, texts

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|%[sd]|\{\w*\}|</?\w+>")


def _file(language):
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _known(language) -> list[Message]:
    return [message for message in read(_file(language), language) if message.id]


def _key(message) -> tuple[str | None, tuple[str, ...]]:
    """Its context and its text, in the singular and perhaps in the plural."""
    context = message.context
    if isinstance(context, bytes):  # as Babel reads it out of a compiled file
        context = context.decode()
    return context, (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_language_that_is_offered_has_a_file() -> None:
    offered = {code for code, _ in settings.LANGUAGES}
    assert offered == {"en", *languages()}


@pytest.mark.parametrize("language", languages())
def test_everything_is_translated_and_nothing_else_is_kept(language) -> None:
    catalogue = read(_file(language), language)
    assert [m.id for m in _known(language) if not all(_strings(m))] == []
    assert [m.id for m in _known(language) if m.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", languages())
def test_the_file_holds_the_texts_of_the_sources(language) -> None:
    wanted = {(message.context, message.id) for message in texts() if message.id}
    kept = {(message.context, message.id) for message in _known(language)}
    assert wanted == kept, "run make messages"


@pytest.mark.parametrize("language", languages())
def test_a_translation_has_the_placeholders_of_its_text(language) -> None:
    for message in _known(language):
        text = message.id if isinstance(message.id, str) else message.id[-1]
        for string in _strings(message):
            assert sorted(_PLACEHOLDER.findall(string)) == sorted(_PLACEHOLDER.findall(text)), text
            assert string.startswith("\n") == text.startswith("\n"), text
            assert string.endswith("\n") == text.endswith("\n"), text


@pytest.mark.parametrize("language", languages())
def test_the_compiled_file_is_in_step(language) -> None:
    compiled = _file(language).with_suffix(".mo")
    assert compiled.is_file(), "run make setup"
    with compiled.open("rb") as file:
        said = {_key(m): _strings(m) for m in read_mo(file) if m.id}
    assert said == {_key(m): _strings(m) for m in _known(language)}, "run make setup"


def test_texts_are_found_in_python_and_in_templates() -> None:
    found = {(message.context, message.id) for message in texts()}
    assert (None, "Please log in first.") in found
    assert (None, "Skip to content") in found
    assert (None, ("%(n)s reply", "%(n)s replies")) in found
    assert ("of an operation", "Response") in found

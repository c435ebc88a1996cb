"""The lists of a rule's form, line by line: words, patterns, sites, readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from belowline.core.ids import decode
from belowline.core.markup import clean_line, clean_text
from belowline.core.refusals import Invalid
from belowline.moderation.screening.definition import Kind
from belowline.moderation.screening.patterns import LONGEST as LONGEST_PATTERN
from belowline.moderation.screening.patterns import PatternRefusedError, compiled
from belowline.moderation.screening.words import needles

MOST_CHOSEN = 200
LONGEST_ENTRY = 100
_MOST_WORDS, _MOST_PATTERNS, _MOST_HOSTS = 5_000, 50, 500
_MOST_TEXT = 120_000
"""Characters of a list, as it is sent."""


@dataclass(frozen=True, slots=True)
class _List:
    """A condition that is a list: its field, how many entries it may have, how one is read."""

    field: str
    most: int
    read: Callable[[str, str], str]


def entries_of(kind: Kind, typed: Mapping[str, str]) -> tuple[str, ...]:
    """What was typed for a condition of this kind (one of LISTS). Raises Invalid at its field."""
    rule = LISTS[kind]
    field, text = rule.field, typed.get(rule.field, "")
    lines = clean_text(text, most=_MOST_TEXT, field=field).split("\n")
    entries = dict.fromkeys(line.strip() for line in lines if line.strip())
    if len(entries) > rule.most:
        raise Invalid(gettext("This can have up to %(n)s lines.") % {"n": rule.most}, field=field)
    return tuple(dict.fromkeys(rule.read(entry, field) for entry in entries))


def _word(entry: str, field: str) -> str:
    word = clean_line(entry, most=LONGEST_ENTRY, field=field)
    if not any(needles(word)):
        raise Invalid(gettext("“%(entry)s” has no letter in it.") % {"entry": entry}, field=field)
    return word


def _pattern(entry: str, field: str) -> str:
    pattern = clean_line(entry, most=LONGEST_PATTERN, field=field)
    try:
        compiled(pattern)
    except PatternRefusedError as refused:
        raise Invalid(_why(refused, pattern), field=field) from refused
    return pattern


def _why(refused: PatternRefusedError, pattern: str) -> str:
    if refused.is_large:
        return gettext("The pattern “%(pattern)s” is too large.") % {"pattern": pattern}
    if str(refused):
        words = {"pattern": pattern, "why": str(refused)}
        return gettext("The pattern “%(pattern)s” can’t be used: %(why)s") % words
    return gettext("The pattern “%(pattern)s” finds something in every text.") % {
        "pattern": pattern
    }


def _host(entry: str, field: str) -> str:
    host = clean_line(entry, most=LONGEST_ENTRY, field=field).casefold()
    host = host.partition("://")[2] or host
    host = host.partition("/")[0].removeprefix("www.").removeprefix("*.").strip(".")
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        name = ""
    if "." not in name or " " in name:
        message = gettext("“%(entry)s” is no name of a site, such as example.com.")
        raise Invalid(message % {"entry": entry}, field=field)
    return name


def checked_person(entry: str, field: str) -> str:
    """A reader, by the address of the profile or the characters at its end."""
    ref = entry.rstrip("/").rpartition("/")[2]
    try:
        decode(ref)
    except ValueError:
        message = gettext("“%(entry)s” is not the address of a profile.")
        raise Invalid(message % {"entry": entry[:LONGEST_ENTRY]}, field=field) from None
    return ref


LISTS: Mapping[Kind, _List] = {
    Kind.WORDS: _List("words", _MOST_WORDS, _word),
    Kind.PATTERNS: _List("patterns", _MOST_PATTERNS, _pattern),
    Kind.LINKS: _List("hosts", _MOST_HOSTS, _host),
    Kind.PEOPLE: _List("people", MOST_CHOSEN, checked_person),
}
"""The kinds of conditions that are lists."""

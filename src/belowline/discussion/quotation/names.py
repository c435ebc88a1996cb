"""Names and dates as readers write them: `@name`, and the header copied along with a comment."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

LONGEST_NAME = 60
"""The most characters that a name may have."""
MOST_WORDS = 5
"""The most words that a name may have after an `@`."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STAMP = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s{{1,3}}(?P<day>\d{{1,2}}),\s{{0,3}}"
    r"(?P<year>\d{4})\s{0,3}[-\u2013\u2014,]?\s{0,3}(?:at\s)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>[APap])[Mm]\b)?(?:\s(?P<zone>[A-Z]{3,4})\b)?"
)
_NUMERIC_STAMP = re.compile(
    r"(\d{4})(?:[-/.]|年)\s?(\d{1,2})(?:[-/.]|月)\s?(\d{1,2})日?[\sT,]{1,3}(\d{1,2})(?::|時)(\d{2})"
    r"(?::\d{2}|分)?(?:\s?(?:JST|UTC|Z))?"
)
_ZONES = {"UTC": 0, "GMT": 0, "JST": 9, "KST": 9, "CET": 1, "CEST": 2} | {
    "EST": -5,
    "EDT": -4,
    "PST": -8,
    "PDT": -7,
}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_WORD = re.compile(r"[^\s、。「」\uff0c\uff1a\uff1b\uff01\uff1f\uff08\uff09]++")
_ENDINGS = re.compile(r"(?:['\u2019]s|さん|様|さま|氏|くん|君|ちゃん)$")
_PUNCTUATION = ".,:;!?…-\u2013\u2014)]}\"'\u201d\u2019"


@dataclass(frozen=True, slots=True)
class Header:
    """`nameMar. 06, 2014 - 05:09AM JST`: who a reader says wrote the words that follow.

    `at` is aware, to the minute, and None where the zone written is not known here. `end` is the
    index at which the rest of the paragraph begins.
    """

    name: str
    at: datetime | None
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be meant by `@…`, and the index one past its last character."""

    name: str
    end: int


def header(text: str, zone: ZoneInfo) -> Header | None:
    """Read the header that `text` begins with, taking times without a zone as in `zone`."""
    stamp = _STAMP.search(text, 0, LONGEST_NAME + 60)
    if not stamp or "\n" in text[: stamp.start()].strip():
        return None
    name = unescaped(text[: stamp.start()]).strip(" \t\n@*_:,-\u2013\u2014|")
    if not 0 < len(name) <= LONGEST_NAME or len(name.split()) > MOST_WORDS:
        return None
    return Header(name, _moment(stamp, zone), stamp.end())


def is_stamp(line: str) -> bool:
    """Tell whether a line is nothing but a day and a time, as sites print them."""
    return bool(_STAMP.fullmatch(line.strip()) or _NUMERIC_STAMP.fullmatch(line.strip()))


def stamped(line: str, zone: ZoneInfo) -> datetime | None:
    """Read such a line, taking times without a zone as in `zone`; None where it is not certain."""
    stamp = _STAMP.fullmatch(line.strip())
    if stamp:
        return _moment(stamp, zone)
    figures = _NUMERIC_STAMP.fullmatch(line.strip())
    if not figures:
        return None
    year, month, day, hour, minute = map(int, figures.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def candidates(text: str) -> tuple[Candidate, ...]:
    """Return the names that `text`, which begins with `@`, may address, longest first."""
    found: dict[str, int] = {}
    line = text.split("\n", 1)[0][: LONGEST_NAME + 1]
    for count, word in enumerate(_WORD.finditer(line, 1)):
        if count == MOST_WORDS:
            break
        end = word.end()
        shown = line[1:end].strip()
        for form in _forms(shown):
            found.setdefault(unescaped(form), end - len(shown) + len(form))
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return tuple(Candidate(name, end) for name, end in ordered)


def lone(text: str) -> Candidate | None:
    """Return the name where `text` is nothing but `@name`, however that name is spelt."""
    shown = text[1:].strip().rstrip(",:;")
    if not text.startswith("@") or not 0 < len(shown) <= LONGEST_NAME or "\n" in shown:
        return None
    if len(shown.split()) > MOST_WORDS:
        return None
    return Candidate(unescaped(shown), text.index(shown) + len(shown))


def unescaped(text: str) -> str:
    """Undo Markdown's backslashes."""
    return _ESCAPE.sub(r"\1", text)


def _forms(shown: str) -> tuple[str, ...]:
    bare = shown.rstrip(_PUNCTUATION)
    return tuple(form for form in (shown, bare, _ENDINGS.sub("", bare)) if form)


def _moment(stamp: re.Match[str], zone: ZoneInfo) -> datetime | None:
    hour = int(stamp["hour"])
    if stamp["half"]:
        hour = hour % 12 + (12 if stamp["half"] in "Pp" else 0)
    month = _MONTHS.index(stamp["month"]) + 1
    try:
        local = datetime(
            int(stamp["year"]), month, int(stamp["day"]), hour, int(stamp["minute"]), tzinfo=zone
        )
    except ValueError:
        return None
    named = _zone(stamp["zone"], local)
    return local.replace(tzinfo=named) if named else None


def _zone(written: str | None, local: datetime) -> tzinfo | None:
    if written is None or written == local.tzname():
        return local.tzinfo
    hours = _ZONES.get(written)
    if hours is None:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC

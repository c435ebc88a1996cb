"""What a letter about a decision says: its subject and its text, in the language of its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from belowline.core.languages import speaking
from belowline.core.markup import own_words, plain_text
from belowline.moderation.queries.letter_openings import OPENINGS

_MOST_QUOTED = 200


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is about: its kind (letter_openings.OPENINGS), and what there is to say of it;
    empty where there is nothing. `said` is the comment's HTML, `headline` that of its article,
    `places` the publications where it holds, if there are several.
    """

    kind: str
    name: str
    publication: str
    zone: ZoneInfo
    reason: str = ""
    rule: str = ""
    advice: str = ""
    explanation: str = ""
    headline: str = ""
    said: str = ""
    places: Sequence[str] = ()
    until: datetime | None = None
    appeal_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it is sent, in plain words."""

    subject: str
    text: str


def letter_text(facts: LetterFacts, language: str) -> LetterText:
    """The letter, in a language."""
    with speaking(language), timezone.override(facts.zone):
        subject, opening = OPENINGS[facts.kind]
        words = "\n\n".join(_paragraphs(facts, gettext(opening) % {"until": _moment(facts)}))
        return LetterText(gettext(subject), words)


def _moment(facts: LetterFacts) -> str:
    ends_at = facts.until
    return date_format(timezone.localtime(ends_at), "DATETIME_FORMAT") if ends_at else ""


def _paragraphs(facts: LetterFacts, opening: str) -> Iterator[str]:
    yield gettext("Hello %(name)s,") % {"name": facts.name}
    yield opening
    if facts.places:
        names = gettext(", ").join(facts.places)
        yield gettext("This is about each of these sites: %(names)s.") % {"names": names}
    if facts.said:
        yield from _quoted(facts)
    if facts.reason:
        yield gettext("Reason: %(reason)s.") % {"reason": facts.reason}
    for words in (facts.rule, facts.advice, facts.explanation):
        if words:
            yield words
    if facts.appeal_until:
        yield gettext(
            "If you think this is a mistake, you can ask for a second look until %(day)s. It costs "
            "nothing, and someone else decides."
        ) % {"day": date_format(facts.appeal_until, "DATE_FORMAT")}
    yield facts.publication


def _quoted(facts: LetterFacts) -> Iterator[str]:
    if facts.headline:
        yield gettext("You wrote below “%(headline)s”:") % {"headline": facts.headline}
    else:
        yield gettext("You wrote:")
    said = own_words(facts.said) or " ".join(plain_text(facts.said).split())
    cut = said if len(said) <= _MOST_QUOTED else said[: _MOST_QUOTED - 1].rsplit(" ", 1)[0] + "…"
    yield f"> {cut}"

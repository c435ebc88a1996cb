"""The questions of a survey as an editor types them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.surveys.models import SurveyQuestion
from belowline.surveys.services.jump_fields import jumps_of

MOST_QUESTIONS = 30
MOST_OPTIONS = 20
FEWEST_STEPS, MOST_STEPS = 2, 11
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_END = 300, 120, 60
_KIND = SurveyQuestion.Kind
_CHOSEN = frozenset({_KIND.SINGLE, _KIND.MULTIPLE, _KIND.RANK, _KIND.MATRIX})


@dataclass(frozen=True, slots=True)
class QuestionFields:
    """A question, checked; its fields are as in models.SurveyQuestion."""

    kind: str
    text: str
    options: list[str]
    rows: list[str]
    steps: int
    low: str
    high: str
    is_required: bool
    is_shuffled: bool
    has_other: bool
    asked_after: int | None
    asked_option: int | None
    jumps: dict[str, int]


def checked_questions(typed: Sequence[Mapping[str, str]]) -> list[QuestionFields]:
    """Those with a text, in their order. Raises Invalid, naming the question's field."""
    named = [(at, words) for at, words in enumerate(typed, start=1) if _says_anything(words)]
    if len(named) > MOST_QUESTIONS:
        raise Invalid(
            gettext("A survey has up to %(n)s questions.") % {"n": MOST_QUESTIONS},
            field=f"question-{MOST_QUESTIONS + 1}-text",
        )
    found: list[QuestionFields] = []
    for at, words in named:
        found.append(_checked(words, f"question-{at}", found))
    places = {at: place for place, (at, _) in enumerate(named, start=1)}
    return [
        replace(question, jumps=jumps_of(words, f"question-{at}", question.options, places))
        for question, (at, words) in zip(found, named, strict=True)
    ]


def _says_anything(words: Mapping[str, str]) -> bool:
    return any(words.get(name, "").strip() for name in ("text", "options"))


def _checked(
    words: Mapping[str, str], name: str, before: Sequence[QuestionFields]
) -> QuestionFields:
    kind = words.get("kind", "")
    if kind not in _KIND.values:
        raise Invalid(gettext("Please choose how it is answered."), field=f"{name}-kind")
    text = clean_line(words.get("text", ""), most=LONGEST_QUESTION, field=f"{name}-text")
    if not text:
        raise Invalid(gettext("Please write the question."), field=f"{name}-text")
    after, option = _condition(words, name, before)
    return QuestionFields(
        kind,
        text,
        _lines(words, "options", name, kind in _CHOSEN),
        _lines(words, "rows", name, kind == _KIND.MATRIX),
        _steps(words, name) if kind == _KIND.SCALE else 5,
        clean_line(words.get("low", ""), most=LONGEST_END, field=f"{name}-low"),
        clean_line(words.get("high", ""), most=LONGEST_END, field=f"{name}-high"),
        bool(words.get("required")),
        bool(words.get("shuffled")) and kind in _CHOSEN,
        bool(words.get("other")) and kind in {_KIND.SINGLE, _KIND.MULTIPLE},
        after,
        option,
        {},
    )


def _lines(words: Mapping[str, str], which: str, name: str, is_needed: bool) -> list[str]:  # noqa: FBT001 - private
    if not is_needed:
        return []
    field = f"{name}-{which}"
    typed = words.get(which, "").splitlines()
    lines = [clean_line(line, most=LONGEST_OPTION, field=field) for line in typed]
    found = list(dict.fromkeys(line for line in lines if line))
    fewest = 1 if which == "rows" else 2
    if not fewest <= len(found) <= MOST_OPTIONS:
        raise Invalid(
            gettext("Please write from %(least)s to %(most)s, one on each line.")
            % {"least": fewest, "most": MOST_OPTIONS},
            field=field,
        )
    return found


def _steps(words: Mapping[str, str], name: str) -> int:
    typed = words.get("steps", "5").strip() or "5"
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 4
    if not is_number or not FEWEST_STEPS <= int(typed) <= MOST_STEPS:
        raise Invalid(
            gettext("A scale has from %(least)s to %(most)s steps.")
            % {"least": FEWEST_STEPS, "most": MOST_STEPS},
            field=f"{name}-steps",
        )
    return int(typed)


def _condition(
    words: Mapping[str, str], name: str, before: Sequence[QuestionFields]
) -> tuple[int | None, int | None]:
    """After which question, and which of its options, it is asked: typed as its words."""
    wanted = words.get("asked_if", "").strip()
    if not wanted:
        return None, None
    for position, question in reversed(list(enumerate(before, start=1))):
        if question.kind in {_KIND.SINGLE, _KIND.MULTIPLE} and wanted in question.options:
            return position, question.options.index(wanted)
    raise Invalid(
        gettext("No question before this one has the option “%(option)s”.") % {"option": wanted},
        field=f"{name}-asked_if",
    )

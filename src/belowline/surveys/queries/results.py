"""What was answered, counted; what few have answered is told of nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from belowline.surveys.models import SurveyAnswer, SurveyResponse
from belowline.surveys.queries.disclosure import FEWEST, is_few, told
from belowline.surveys.queries.intervals import credible_interval
from belowline.surveys.queries.surveys import QuestionView, SurveyView

TEXTS = 50
Key = tuple[int | None, int | None]
"""What an answer is counted by: its option and its number, as models.SurveyAnswer has them."""
SOME = (-1, -1)
"""The key under which it is counted how many answered a question of several choices at all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many gave this answer; `number` is None where they are too few to be told, and `share`
    is of those who answered the question, in per cent. `between` is where it lies among all readers
    who would answer (intervals.py), known for random samples only.
    """

    label: str
    number: int | None
    share: float | None
    between: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One question's answers; of a matrix one for each of its lines, named by `row`.

    `answered` is how many answered it, None where too few did; `mean` is that of a scale, or of the
    places in an order, by the cells' labels.
    """

    question: QuestionView
    row: str
    cells: tuple[Cell, ...]
    answered: int | None
    mean: float | None
    means: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Results:
    """All tables of a survey; `responses` is None where too few answered at all."""

    responses: int | None
    tables: tuple[Table, ...]


def results(survey: SurveyView) -> Results:
    """The results of the survey.

    Fewer than five are not told, nor what one could work out from the rest: where one number of a
    table is hidden, the next smallest is as well.
    """
    number = number_of_people(survey)
    if number < FEWEST:
        return Results(None, ())
    tables = tuple(
        table
        for question in survey.questions
        if question.kind != "text"
        for table in _tables(survey, question)
    )
    return Results(number, tables)


def number_of_people(survey: SurveyView) -> int:
    """How many have sent it."""
    return SurveyResponse.objects.filter(survey_id=survey.id).count()


def texts(
    survey: SurveyView, question: QuestionView, *, after: int = 0
) -> tuple[list[str], int | None]:
    """The words that were written to a question, and what the next page of them begins after.

    None are shown before five have answered the survey.
    """
    if number_of_people(survey) < FEWEST:
        return [], None
    rows = SurveyAnswer.objects.filter(question_id=question.id, pk__gt=after).exclude(text="")
    found = list(rows.order_by("pk").values_list("pk", "text")[: TEXTS + 1])
    more = found[TEXTS - 1][0] if len(found) > TEXTS else None
    return [text for _, text in found[:TEXTS]], more


def lines_of(question: QuestionView) -> Sequence[tuple[int | None, str]]:
    """The lines of a matrix with their names; of other questions one without."""
    return list(enumerate(question.rows)) if question.kind == "matrix" else [(None, "")]


def keys_of(question: QuestionView, line: int | None) -> dict[Key, str]:
    """The cells of a question in their order, by what is counted, with their labels; of an order
    who was put first. Another answer has no label.
    """
    if question.kind == "scale":
        return {(None, step): str(step) for step in range(1, question.steps + 1)}
    number = 1 if question.kind == "rank" else line
    labels: dict[Key, str] = {(at, number): label for at, label in enumerate(question.options)}
    return {**labels, (None, None): ""} if question.has_other else labels


def counted(question: QuestionView) -> dict[Key, int]:
    """How many gave each answer."""
    rows = SurveyAnswer.objects.filter(question_id=question.id)
    grouped = rows.order_by().values_list("option", "number").annotate(n=Count("id"))
    counts: dict[Key, int] = {(option, number): n for option, number, n in grouped}
    if question.kind == "multiple":
        counts[SOME] = rows.aggregate(n=Count("response_id", distinct=True))["n"]
    return counts


def cell_of(survey: SurveyView, label: str, number: int | None, answered: int | None) -> Cell:
    """The cell of so many of those who answered, either of which may not be told."""
    if number is None or not answered:
        return Cell(label, None, None)
    between = credible_interval(number, answered) if survey.sample else None
    return Cell(label, number, 100 * number / answered, between)


def _tables(survey: SurveyView, question: QuestionView) -> Iterator[Table]:
    counts = counted(question)
    for line, name in lines_of(question):
        keys = keys_of(question, line)
        numbers = [counts.get(key, 0) for key in keys]
        answered = sum(numbers) if question.kind != "multiple" else counts.get(SOME, 0)
        is_known = answered >= FEWEST
        shown = told(numbers) if is_known else [None] * len(numbers)
        cells = tuple(
            cell_of(survey, label, number, answered)
            for label, number in zip(keys.values(), shown, strict=True)
        )
        mean = _mean(keys, numbers) if question.kind == "scale" and None not in shown else None
        means = _places(question, counts) if question.kind == "rank" else {}
        yield Table(question, name, cells, answered if is_known else None, mean, means)


def _mean(keys: Mapping[Key, str], numbers: Sequence[int]) -> float:
    steps = [step for _, step in keys]
    return sum((step or 0) * n for step, n in zip(steps, numbers, strict=True)) / sum(numbers)


def _places(question: QuestionView, counts: Mapping[Key, int]) -> dict[str, float]:
    """The mean place of each option among those who gave it one."""
    means: dict[str, float] = {}
    for option, label in enumerate(question.options):
        places = {number: n for (key, number), n in counts.items() if key == option and number}
        given = sum(places.values())
        if given and not is_few(given):
            means[label] = sum(place * n for place, n in places.items()) / given
    return means

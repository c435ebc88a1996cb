"""What was answered, counted; what few have answered is told of nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belowline.surveys.models import SurveyAnswer, SurveyResponse
from belowline.surveys.queries.surveys import QuestionView, SurveyView

FEWEST = 5
"""People in a cell from which on it is told how many they are."""
TEXTS = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """How many gave this answer; `number` is None where they are too few to be told, and `share`
    is of those who answered the question, in per cent.
    """

    label: str
    number: int | None
    share: float | None


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
class Among:
    """Those who chose this option of this question, of whom alone the results are."""

    question: QuestionView
    option: int


@dataclass(frozen=True, slots=True)
class Results:
    """All tables of a survey; `responses` is None where too few answered at all."""

    responses: int | None
    tables: tuple[Table, ...]


def results(survey: SurveyView, among: Among | None = None) -> Results:
    """The results of the survey, or of some who answered it.

    Fewer than five are not told, nor what one could work out from the rest: where one number of a
    table is hidden, the next smallest is as well; and where those who are left out are fewer than
    five, in all or in a cell, so is what they are left out of.
    """
    whole = SurveyResponse.objects.filter(survey_id=survey.id).count()
    part = _chosen_by(among).count() if among else whole
    if not _can_be_told(part, whole):
        return Results(None, ())
    tables = tuple(
        table
        for question in survey.questions
        if question.kind != "text"
        for table in _tables(question, among)
    )
    return Results(part, tables)


def texts(
    survey: SurveyView, question: QuestionView, *, after: int = 0
) -> tuple[list[str], int | None]:
    """The words that were written to a question, and what the next page of them begins after.

    None are shown before five have answered the survey.
    """
    if SurveyResponse.objects.filter(survey_id=survey.id).count() < FEWEST:
        return [], None
    rows = SurveyAnswer.objects.filter(question_id=question.id, pk__gt=after).exclude(text="")
    found = list(rows.order_by("pk").values_list("pk", "text")[: TEXTS + 1])
    more = found[TEXTS - 1][0] if len(found) > TEXTS else None
    return [text for _, text in found[:TEXTS]], more


def _tables(question: QuestionView, among: Among | None) -> Iterator[Table]:
    counted = _counted(question, None)
    part = _counted(question, among) if among else counted
    rows: Sequence[tuple[int | None, str]] = (
        list(enumerate(question.rows)) if question.kind == "matrix" else [(None, "")]
    )
    for row, name in rows:
        yield _table(question, name, _of_row(part, row), _of_row(counted, row))


_Counts = Mapping[tuple[int | None, int | None], int]


def _of_row(counts: _Counts, row: int | None) -> _Counts:
    if row is None:
        return counts
    return {(option, None): n for (option, number), n in counts.items() if number == row}


def _table(question: QuestionView, name: str, part: _Counts, whole: _Counts) -> Table:
    labels = _labels(question)
    if question.kind == "rank":
        return _ranking(question, labels, part)
    keys = (
        [(None, step) for step in labels]
        if question.kind == "scale"
        else [(option, None) for option in labels]
    )
    numbers = [part.get(key, 0) for key in keys]
    told = _told(numbers, [whole.get(key, 0) for key in keys])
    answered = sum(numbers) if question.kind != "multiple" else part.get((-1, -1), 0)
    is_known = answered >= FEWEST
    cells = tuple(
        Cell(label, number if is_known else None, _share(number, answered) if is_known else None)
        for label, number in zip(labels.values(), told, strict=True)
    )
    mean = None
    if question.kind == "scale" and is_known and None not in told:
        mean = sum(step * n for step, n in zip(labels, numbers, strict=True) if step) / answered
    return Table(question, name, cells, answered if is_known else None, mean, {})


def _ranking(question: QuestionView, labels: Mapping[int | None, str], part: _Counts) -> Table:
    """How many put each option first, and its mean place among those who gave it one."""
    means: dict[str, float] = {}
    firsts = []
    for option, label in labels.items():
        places = {number: n for (key, number), n in part.items() if key == option and number}
        given = sum(places.values())
        firsts.append(places.get(1, 0))
        if given >= FEWEST:
            means[label] = sum(place * n for place, n in places.items()) / given
    told = _told(firsts, firsts)
    answered = sum(firsts)
    cells = tuple(
        Cell(label, number, _share(number, answered) if answered >= FEWEST else None)
        for label, number in zip(labels.values(), told, strict=True)
    )
    return Table(question, "", cells, answered if answered >= FEWEST else None, None, means)


def _labels(question: QuestionView) -> dict[int | None, str]:
    """The cells of a question in their order, by option or step; None is another answer."""
    if question.kind == "scale":
        return {step: str(step) for step in range(1, question.steps + 1)}
    labels: dict[int | None, str] = dict(enumerate(question.options))
    return {**labels, None: ""} if question.has_other else labels


def _told(numbers: Sequence[int], whole: Sequence[int]) -> list[int | None]:
    """The numbers of a table's cells; None for what is hidden."""
    hidden = {
        at
        for at, (number, all_of_them) in enumerate(zip(numbers, whole, strict=True))
        if not _can_be_told(number, all_of_them)
    }
    while (hidden and sum(numbers[at] for at in hidden) < FEWEST) or len(hidden) == 1:
        rest = [(n, at) for at, n in enumerate(numbers) if at not in hidden and n]
        if not rest:
            break
        hidden.add(min(rest)[1])
    return [None if at in hidden else number for at, number in enumerate(numbers)]


def _can_be_told(part: int, whole: int) -> bool:
    """Whether neither those counted nor those left out are a few."""
    return all(number == 0 or number >= FEWEST for number in (part, whole - part))


def _share(number: int | None, answered: int) -> float | None:
    return None if number is None or not answered else 100 * number / answered


def _counted(question: QuestionView, among: Among | None) -> _Counts:
    """How many gave each answer, by option and number; of several choices also how many answered
    at all, under (-1, -1).
    """
    rows = SurveyAnswer.objects.filter(question_id=question.id)
    if among is not None:
        rows = rows.filter(response_id__in=_chosen_by(among).values("response_id"))
    grouped = rows.order_by().values_list("option", "number").annotate(n=Count("id"))
    counts: dict[tuple[int | None, int | None], int] = {(o, m): n for o, m, n in grouped}
    if question.kind == "multiple":
        counts[-1, -1] = rows.aggregate(n=Count("response_id", distinct=True))["n"]
    return counts


def _chosen_by(among: Among) -> QuerySet[SurveyAnswer]:
    return SurveyAnswer.objects.filter(question_id=among.question.id, option=among.option)

"""Two questions of a survey against each other, and results of those who gave one answer.

Both are the same table, of which all or one line is told; so that no line tells what another hides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from belowline.surveys.queries.cross_counts import Together, counted_together
from belowline.surveys.queries.disclosure import FEWEST, hidden_cells, is_few, told
from belowline.surveys.queries.results import (
    SOME,
    Key,
    Results,
    Table,
    cell_of,
    counted,
    keys_of,
    lines_of,
    number_of_people,
)
from belowline.surveys.queries.surveys import QuestionView, SurveyView

_ONE_EACH = frozenset({"single", "scale"})
_NOBODY: Key = (-2, -2)
"""Stands for those who did not answer."""
_ANSWERED: Key = (-3, -3)


@dataclass(frozen=True, slots=True)
class Among:
    """Those who chose this option of this question, of whom alone the results are."""

    question: QuestionView
    option: int


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two questions against each other: `cells` by rows, which `rows` name, and columns; None for
    what is hidden. Where nothing can be told, there are no rows.
    """

    down: QuestionView
    across: QuestionView
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """Cells that make up everybody together; those of few stand together as one."""

    parts: tuple[tuple[Key, ...], ...]

    def place_of(self, key: Key) -> int | None:
        """Where this one stands by itself; None where it does not."""
        return self.parts.index((key,)) if (key,) in self.parts else None


def can_be_crossed(question: QuestionView) -> bool:
    """Whether everybody gave one answer to it, so that a table with another adds up."""
    return question.kind in _ONE_EACH


def crossed(survey: SurveyView, down: QuestionView, across: QuestionView) -> CrossTable:
    """How many gave which answers to both; both are questions that can be crossed."""
    rows, columns = keys_of(down, None), keys_of(across, None)
    everybody = number_of_people(survey)
    if everybody < FEWEST:
        return CrossTable(down, across, (), (), ())
    counts, both = counted(down), counted_together(down, rows, [across])[across.id]
    first, second = _line(counts, rows, everybody), _line(both.counts, columns, everybody)
    shown = _told(both, first, second, counts, everybody)
    return CrossTable(
        down,
        across,
        tuple(rows.values()),
        tuple(columns.values()),
        tuple(tuple(shown.get((row, column)) for column in columns) for row in rows),
    )


def results_among(survey: SurveyView, among: Among) -> Results:
    """The results of those who chose one option. Means are told of a scale of which nothing is
    hidden, and not of places in an order: two of them could tell a third.
    """
    everybody = number_of_people(survey)
    counts = counted(among.question)
    row: Key = (among.option, None)
    part = counts.get(row, 0)
    line = _line_of_option(among, counts, everybody)
    if everybody < FEWEST or is_few(part) or line.place_of(row) is None:
        return Results(None, ())
    asked = [it for it in survey.questions if it.kind != "text"]
    rows = [key for part in line.parts for key in part if key != _NOBODY]
    itself = Together(counts, {(key, key): n for key, n in counts.items()})
    is_known = can_be_crossed(among.question)
    others = [it for it in asked if not is_known or it != among.question]
    together = {among.question.id: itself, **counted_together(among.question, rows, others)}
    tables = [
        table
        for question in asked
        for table in _tables(
            survey, question, together[question.id], (line, row, counts), everybody
        )
    ]
    return Results(part, tuple(tables))


def _line_of_option(among: Among, counts: Mapping[Key, int], everybody: int) -> _Line:
    """All options where everybody has one; otherwise who chose this one, and who did not."""
    if can_be_crossed(among.question):
        return _line(counts, keys_of(among.question, None), everybody)
    return _chosen_or_not((among.option, None), counts, everybody)


def _line(counts: Mapping[Key, int], keys: Mapping[Key, str], everybody: int) -> _Line:
    """The cells of a table, those that it hides as one, and whoever did not answer."""
    names = list(keys)
    numbers = [counts.get(key, 0) for key in names]
    shown = told(numbers) if sum(numbers) >= FEWEST else [None] * len(numbers)
    apart = [(key,) for key, number in zip(names, shown, strict=True) if number is not None]
    together = tuple(key for key, number in zip(names, shown, strict=True) if number is None)
    parts = [*apart, *([together] if together else [])]
    return _Line((*parts, (_NOBODY,)) if everybody > sum(numbers) else tuple(parts))


def _chosen_or_not(key: Key, counts: Mapping[Key, int], everybody: int) -> _Line:
    number = counts.get(key, 0)
    if is_few(number) or is_few(everybody - number):
        return _Line(((key, _NOBODY),))
    return _Line(((key,), (_NOBODY,)))


def _told(
    both: Together, first: _Line, second: _Line, down: Mapping[Key, int], everybody: int
) -> dict[tuple[Key, Key], int]:
    """What may be told of two lines against each other, by the cells that stand by themselves; and
    how many of each row answered the other question, under _ANSWERED.
    """
    table = _table(both, first, second, down, everybody)
    hidden = hidden_cells(table)
    found = {
        (row[0], column[0]): table[i][j]
        for i, row in enumerate(first.parts)
        for j, column in enumerate(second.parts)
        if (i, j) not in hidden and len(row) == len(column) == 1
    }
    is_whole = (_NOBODY,) not in second.parts
    for i, row in enumerate(first.parts):
        if is_whole or (row[0], _NOBODY) in found:
            found[row[0], _ANSWERED] = sum(table[i]) - found.get((row[0], _NOBODY), 0)
    return found


def _table(
    both: Together, first: _Line, second: _Line, down: Mapping[Key, int], everybody: int
) -> list[list[int]]:
    """The numbers; whoever did not answer is what is left of the totals."""
    full: Counter[tuple[Key, Key]] = Counter()
    rows = [key for part in first.parts for key in part if key != _NOBODY]
    columns = [key for part in second.parts for key in part if key != _NOBODY]
    for row in rows:
        for column in columns:
            full[row, column] = both.pairs.get((row, column), 0)
        full[row, _NOBODY] = down.get(row, 0) - sum(full[row, it] for it in columns)
    for column in columns:
        full[_NOBODY, column] = both.counts.get(column, 0) - sum(full[it, column] for it in rows)
    full[_NOBODY, _NOBODY] = everybody - sum(full.values())
    return [
        [sum(full[r, c] for r in row for c in column) for column in second.parts]
        for row in first.parts
    ]


def _tables(
    survey: SurveyView,
    question: QuestionView,
    both: Together,
    of: tuple[_Line, Key, Mapping[Key, int]],
    everybody: int,
) -> Iterator[Table]:
    line, row, counts = of
    for at, name in lines_of(question):
        keys = keys_of(question, at)
        shown: dict[tuple[Key, Key], int] = {}
        for second in _lines_across(question, both.counts, keys, everybody):
            shown |= _told(both, line, second, counts, everybody)
        answered = _answered(question, row, shown)
        numbers = [shown.get((row, key)) for key in keys]
        cells = tuple(
            cell_of(survey, label, number, answered)
            for label, number in zip(keys.values(), numbers, strict=True)
        )
        yield Table(question, name, cells, answered, _mean(question, keys, numbers, answered), {})


def _lines_across(
    question: QuestionView, across: Mapping[Key, int], keys: Mapping[Key, str], everybody: int
) -> list[_Line]:
    """One line where everybody is in one cell of it; where several could be chosen, one for each,
    and one for who answered at all.
    """
    if question.kind == "multiple":
        return [_chosen_or_not(key, across, everybody) for key in (*keys, SOME)]
    return [_line(across, keys, everybody)]


def _answered(question: QuestionView, row: Key, shown: Mapping[tuple[Key, Key], int]) -> int | None:
    """How many of these answered the question: None where it cannot be told."""
    if question.kind == "multiple":
        return shown.get((row, SOME))
    return shown.get((row, _ANSWERED))


def _mean(
    question: QuestionView,
    keys: Mapping[Key, str],
    numbers: Sequence[int | None],
    answered: int | None,
) -> float | None:
    if question.kind != "scale" or not answered or None in numbers:
        return None
    given = zip((step or 0 for _, step in keys), (n or 0 for n in numbers), strict=True)
    return sum(step * n for step, n in given) / answered

"""How many gave which answers to two questions, in one pass over an index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from belowline.surveys.models import SurveyAnswer
from belowline.surveys.queries.results import SOME, Key
from belowline.surveys.queries.surveys import QuestionView

Pairs = Mapping[tuple[Key, Key], int]
_TABLE = SurveyAnswer._meta.db_table


@dataclass(frozen=True, slots=True)
class Together:
    """How many gave each answer to a question, and how many of those each to another (`pairs`, the
    other one first); of several choices also how many answered it at all, under SOME.
    """

    counts: Mapping[Key, int]
    pairs: Pairs


def counted_together(
    down: QuestionView, rows: Collection[Key], asked: Sequence[QuestionView]
) -> Mapping[int, Together]:
    """Each of the questions asked, by its id, together with these answers to `down`: to one of
    several choices with one of them only, so that nobody counts twice.
    """
    keys = list(rows)
    found: dict[int, tuple[dict[Key, int], dict[tuple[Key, Key], int]]] = {
        it.id: ({}, {}) for it in asked
    }
    several = [it.id for it in asked if it.kind == "multiple"]
    lines = [*_each(down, keys, list(found)), *(_some(down, keys, several) if several else ())]
    for question_id, option, number, whole, *parts in lines:
        counts, pairs = found[question_id]
        counts[option, number] = whole
        for key, part in zip(keys, parts, strict=True):
            pairs[key, (option, number)] = part
    return {it: Together(*both) for it, both in found.items()}


def _each(down: QuestionView, keys: Sequence[Key], ids: Sequence[int]) -> list[tuple[int, ...]]:
    sums, named = _sums(keys)
    join, joined = _join(down, keys)
    return _rows(
        f"SELECT b.question_id, b.option, b.number, COUNT(*){sums} FROM {_TABLE} b {join} "  # noqa: S608 - names of ours
        f"WHERE b.question_id IN ({_marks(ids)}) GROUP BY b.question_id, b.option, b.number",
        [*named, *joined, *ids],
    )


def _some(down: QuestionView, keys: Sequence[Key], ids: Sequence[int]) -> list[tuple[int, ...]]:
    """Whoever chose several is counted by the first of them."""
    sums, named = _sums(keys)
    join, joined = _join(down, keys)
    return _rows(
        f"SELECT b.question_id, {SOME[0]}, {SOME[1]}, COUNT(*){sums} FROM {_TABLE} b {join} "  # noqa: S608 - names of ours
        f"WHERE b.question_id IN ({_marks(ids)}) AND NOT EXISTS (SELECT 1 FROM {_TABLE} e WHERE "
        "e.response_id = b.response_id AND e.question_id = b.question_id AND e.id < b.id) "
        "GROUP BY b.question_id",
        [*named, *joined, *ids],
    )


def _join(down: QuestionView, keys: Sequence[Key]) -> tuple[str, list[int]]:
    join = f"LEFT JOIN {_TABLE} x ON x.response_id = b.response_id AND x.question_id = %s"
    if down.kind != "multiple":
        return join, [down.id]
    [(option, _)] = keys
    return f"{join} AND x.option = %s", [down.id, option or 0]


def _sums(keys: Sequence[Key]) -> tuple[str, list[int]]:
    """A sum for each answer, and the values that they name."""
    sums, named = "", []
    for option, number in keys:
        said = "x.id IS NOT NULL AND x.option IS NULL"
        value = number if option is None else option
        if value is not None:
            said = f"x.{'number' if option is None else 'option'} = %s"
            named.append(value)
        sums += f", COUNT(CASE WHEN {said} THEN 1 END)"
    return sums, named


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(ids))


def _rows(sql: str, values: Sequence[int]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())

"""Two questions against each other, and results of some: nothing of a few, nor by difference."""

from itertools import product
from random import Random
from uuid import uuid4

import pytest

from belowline.core.clock import now
from belowline.surveys.models import SurveyAnswer, SurveyResponse
from belowline.surveys.queries.crossed import Among, crossed, results_among
from belowline.surveys.queries.disclosure import FEWEST
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import desk_survey
from belowline.surveys.services.surveys import open_survey, save_survey

pytestmark = pytest.mark.django_db
OPTIONS = "A\nB\nC"
QUESTIONS = [
    {"kind": "single", "text": "First?", "options": OPTIONS},
    {"kind": "single", "text": "Second?", "options": OPTIONS, "other": "1"},
    {"kind": "multiple", "text": "Third?", "options": OPTIONS},
    {"kind": "scale", "text": "Fourth?", "steps": "3"},
    {"kind": "rank", "text": "Fifth?", "options": OPTIONS},
    {"kind": "matrix", "text": "Sixth?", "options": OPTIONS, "rows": "X\nY"},
]


@pytest.fixture
def survey(newspaper):
    editor = newspaper.person("Ed", role="editor")
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={"title": "Boats", "place": "link"},
        article_id=None,
        questions=QUESTIONS,
    )
    open_survey(actor=editor, survey_id=survey_id)
    return desk_survey(publication_id=newspaper.publication_id, survey_id=survey_id)


def _keep(survey, people) -> None:
    """Rows as answering writes them; each of the people is a list of (question, option, number)."""
    for said in people:
        response = SurveyResponse.objects.create(id=uuid4(), survey_id=survey.id, day=now().date())
        SurveyAnswer.objects.bulk_create(
            SurveyAnswer(
                question_id=survey.questions[place - 1].id,
                response=response,
                option=option,
                number=number,
            )
            for place, option, number in said
        )


def _people(seed: int, number: int):
    random = Random(seed)
    for _ in range(number):
        said = []
        if random.random() < 0.9:
            said.append((1, random.choices(range(3), (6, 3, 1))[0], None))
        if random.random() < 0.9:
            said.append((2, random.choices((0, 1, 2, None), (6, 3, 1, 1))[0], None))
        said += [(3, it, None) for it in range(3) if random.random() < 0.3]
        if random.random() < 0.8:
            said.append((4, None, random.randint(1, 3)))
        said += [(5, it, place + 1) for place, it in enumerate(random.sample(range(3), 3))]
        said += [(6, random.randrange(3), row) for row in range(2) if random.random() < 0.9]
        yield said


def _true(people, first, second):
    """How many said both, counted by hand: cells by (option, number)."""
    found = {}
    for said in people:
        for place, *key in said:
            for other, *also in said:
                if (place, other) == (first, second):
                    pair = tuple(key), tuple(also)
                    found[pair] = found.get(pair, 0) + 1
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_is_true_and_of_five_or_nobody(survey, seed) -> None:
    people = list(_people(seed, 60))
    _keep(survey, people)
    true = _true(people, 1, 2)
    table = crossed(survey, survey.questions[0], survey.questions[1])
    for i, j in product(range(3), range(4)):
        column = (None, None) if j == 3 else (j, None)
        cell = table.cells[i][j]
        assert cell in (None, true.get(((i, None), column), 0))
        assert not cell or cell >= FEWEST


@pytest.mark.parametrize("seed", range(6))
def test_one_line_after_another_tells_no_more_than_the_table(survey, seed) -> None:
    people = list(_people(seed, 70))
    _keep(survey, people)
    first, second = survey.questions[:2]
    table = crossed(survey, first, second)
    for option in range(3):
        found = results_among(survey, Among(first, option))
        if not found.tables:
            continue
        [line] = [it for it in found.tables if it.question == second]
        for cell, shown in zip(line.cells, table.cells[option], strict=True):
            assert cell.number in (None, shown)


@pytest.mark.parametrize("seed", range(8))
def test_a_total_less_all_that_is_told_of_it_leaves_no_few(survey, seed) -> None:
    """By trying: the results are narrowed to each option in turn, and taken from the whole."""
    _keep(survey, _people(seed, 40 + 8 * seed))
    first = survey.questions[0]
    lines = [results_among(survey, Among(first, it)).tables for it in range(3)]
    for table in results(survey).tables:
        for at, cell in enumerate(table.cells):
            told = [
                it.cells[at].number or 0
                for tables in lines
                for it in tables
                if (it.question, it.row) == (table.question, table.row)
            ]
            left = None if cell.number is None else cell.number - sum(told)
            assert left is None or left == 0 or left >= FEWEST


def test_three_rows_one_of_a_few(survey) -> None:
    """What narrowing told before: 43 less 20 less 20 are the 3 of the first row."""
    people = [[(1, 0, None), (2, 0, None)]] * 3 + [[(1, 0, None), (2, 1, None)]] * 20
    people += [[(1, row, None), (2, column, None)] for row in (1, 2) for column in (0, 1)] * 20
    _keep(survey, people)
    first, second = survey.questions[:2]
    told = []
    for option in range(3):
        tables = results_among(survey, Among(first, option)).tables
        told.append(next(it.cells[0].number for it in tables if it.question == second))
    assert told[0] is None
    assert told.count(None) > 1


def test_several_choices_and_places_are_told_beside_one_answer(survey) -> None:
    people = [[(1, 0, None), (3, 0, None), (3, 1, None), (5, 0, 1)]] * 10
    people += [[(1, 1, None), (3, 2, None), (5, 1, 1)]] * 10 + [[(1, 1, None)]] * 10
    _keep(survey, people)
    first = results_among(survey, Among(survey.questions[0], 0))
    assert first.responses == 10
    [third] = [it for it in first.tables if it.question.kind == "multiple"]
    assert third.answered == 10
    assert [cell.number for cell in third.cells] == [10, 10, 0]
    second = results_among(survey, Among(survey.questions[0], 1))
    [third] = [it for it in second.tables if it.question.kind == "multiple"]
    assert third.answered == 10
    [fifth] = [it for it in second.tables if it.question.kind == "rank"]
    assert [cell.number for cell in fifth.cells] == [0, 10, 0]
    of_several = results_among(survey, Among(survey.questions[2], 2))
    assert of_several.responses == 10
    [again] = [it for it in of_several.tables if it.question.position == 1]
    assert [cell.number for cell in again.cells] == [0, 10, 0]


def test_the_desk_puts_two_questions_against_each_other(survey, newspaper, client_of) -> None:
    _keep(survey, [[(1, 0, None), (2, 1, None)]] * 8 + [[(1, 1, None), (2, 0, None)]] * 9)
    desk = client_of(newspaper.person(role="editor"))
    path = f"/desk/surveys/{survey.ref}/results"
    page = desk.get(path, {"down": "q1", "across": "q2"}).content.decode()
    assert "First? × Second?" in page
    assert "<td>8</td>" in page
    for asked in ({"down": "q1", "across": "q1"}, {"down": "q3", "across": "q1"}, {"down": "q9"}):
        assert 'id="crossed"' not in desk.get(path, asked).content.decode()

"""Figures of surveys: the results of a hundred thousand answers."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from belowline.accounts.queries.people import actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.surveys.models import SurveyAnswer, SurveyQuestion, SurveyResponse
from belowline.surveys.queries.crossed import Among, crossed, results_among
from belowline.surveys.queries.results import results
from belowline.surveys.queries.surveys import desk_survey
from belowline.surveys.services.surveys import open_survey, save_survey
from benchmarks.measuring import Row, milliseconds, timed
from benchmarks.newspaper import Newspaper

_RESPONSES = 25_000
_RUNS = 30


def figures() -> Iterator[Row]:
    """Four questions answered by 25,000: of all, and of those who chose one option."""
    newspaper = Newspaper.found()
    survey_id = _survey(newspaper)
    found = desk_survey(publication_id=newspaper.publication_id, survey_id=survey_id)
    if found is None:
        raise RuntimeError("the survey is gone")
    whole = timed(lambda _: results(found), runs=_RUNS)
    among = Among(found.questions[0], 1)
    part = timed(lambda _: results_among(found, among), runs=_RUNS)
    two = timed(lambda _: crossed(found, *found.questions[:2]), runs=_RUNS)
    yield Row("survey: results of 100,000 answers", milliseconds(whole), "four questions, all")
    yield Row("the same of those who chose one option", milliseconds(part), "of four")
    yield Row("two of its questions against each other", milliseconds(two), "25,000 responses")


def _survey(newspaper: Newspaper) -> int:
    reader = newspaper.person("survey maker")
    grant(person_id=reader.id, publication_id=newspaper.publication_id, role="editor")
    editor = actor(person_id=reader.id, publication_id=newspaper.publication_id)
    if editor is None:
        raise RuntimeError("the editor is gone")
    questions = [
        {"kind": kind, "text": f"A question of {kind}?", "options": "One\nTwo\nThree\nFour"}
        for kind in ("single", "single", "scale", "multiple")
    ]
    survey_id = save_survey(
        actor=editor,
        survey_id=None,
        words={"title": "Bench", "place": "link", "is_anonymous": "1"},
        article_id=None,
        questions=questions,
    )
    open_survey(actor=editor, survey_id=survey_id)
    _answer(survey_id)
    return survey_id


def _answer(survey_id: int) -> None:
    random = Random(1)  # noqa: S311 - the same answers at every run are what is wanted
    ids = [UUID(int=random.getrandbits(128), version=4) for _ in range(_RESPONSES)]
    SurveyResponse.objects.bulk_create(
        [SurveyResponse(id=it, survey_id=survey_id, day=now().date()) for it in ids],
        batch_size=2_000,
    )
    kinds = SurveyQuestion.objects.filter(survey_id=survey_id).values_list("id", "kind")
    for question_id, kind in list(kinds):
        SurveyAnswer.objects.bulk_create(
            (
                SurveyAnswer(
                    question_id=question_id,
                    response_id=it,
                    option=None if kind == "scale" else random.randrange(4),
                    number=random.randint(1, 5) if kind == "scale" else None,
                )
                for it in ids
            ),
            batch_size=5_000,
        )

"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.surveys.models import SurveyAnswer, SurveyDraft
from belowline.surveys.queries.participation import draft_digests_of


def about(person_id: int) -> Iterator[Subject]:
    """The person's answers to surveys that are not anonymous; of the others nobody knows whose. And
    what they have begun in any.
    """
    rows = SurveyAnswer.objects.filter(response__person_id=person_id)
    yield Subject(
        "survey_answers",
        gettext("Your survey responses"),
        {
            "survey": gettext("Survey"),
            "question": gettext("Question"),
            "answer": gettext("Response"),
            "on": gettext("When"),
        },
        (
            {
                "survey": it.question.survey.title,
                "question": it.question.text,
                "answer": _said(it),
                "on": it.response.day,
                "publication": encode(it.question.survey.publication_id),
            }
            for it in rows.select_related("question__survey", "response").order_by("id")
        ),
    )
    yield _begun(person_id)


def _begun(person_id: int) -> Subject:
    rows = SurveyDraft.objects.filter(digest__in=draft_digests_of(person_id))
    return Subject(
        "survey_drafts",
        gettext("Surveys you have begun"),
        {"survey": gettext("Survey"), "saved": gettext("When")},
        (
            {
                "survey": it.survey.title,
                "saved": it.saved_at,
                "given": it.given,
                "publication": encode(it.survey.publication_id),
            }
            for it in rows.select_related("survey").order_by("id")
        ),
    )


def _said(it: SurveyAnswer) -> str:
    words = [] if it.option is None else [str(it.question.options[it.option])]
    if it.number is not None and it.question.kind == "matrix":
        words = [str(it.question.rows[it.number]), *words]
    elif it.number is not None:
        words.append(str(it.number))
    return ": ".join([*words, *([it.text] if it.text else [])])

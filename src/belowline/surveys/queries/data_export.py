"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.surveys.models import SurveyAnswer


def about(person_id: int) -> Iterator[Subject]:
    """The person's answers to surveys that are not anonymous; of the others nobody knows whose."""
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


def _said(it: SurveyAnswer) -> str:
    words = [] if it.option is None else [str(it.question.options[it.option])]
    if it.number is not None and it.question.kind == "matrix":
        words = [str(it.question.rows[it.number]), *words]
    elif it.number is not None:
        words.append(str(it.number))
    return ": ".join([*words, *([it.text] if it.text else [])])

"""Keeps what a reader has filled in of a survey, to go on later."""

import secrets
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict, TooLarge
from belowline.surveys.models import Survey, SurveyDraft, SurveyParticipant
from belowline.surveys.queries.participation import digests_of
from belowline.surveys.queries.surveys import QuestionView, SurveyView
from belowline.surveys.services.answering import Given, survey_for

_MOST_CHARACTERS = 40_000


@transaction.atomic
def save_draft(
    *,
    publication_id: int,
    survey_id: int,
    actor: Actor | None,
    token: str,
    given: Given,
    ticket: str = "",
) -> str:
    """Keeps it, unchecked and apart from all answers, in the place of what was kept before; returns
    what the browser of a guest has to keep, as answer_survey does.

    Raises as that does, and TooLarge.
    """
    survey = survey_for(publication_id, survey_id, actor, ticket)
    fields = dict(_fields(survey, given))
    if sum(len(value) for values in fields.values() for value in values) > _MOST_CHARACTERS:
        raise TooLarge(gettext("That is more than this survey asks for."))
    kept = token or ("" if actor else secrets.token_urlsafe(24))
    key = Survey.objects.values_list("key", flat=True).get(pk=survey.id)
    digests = digests_of(key, person_id=actor.id if actor else None, token=kept)
    rows = SurveyParticipant.objects.filter(survey_id=survey.id, digest__in=digests)
    if rows.exists():
        raise Conflict(gettext("You have already taken part in this survey."))
    SurveyDraft.objects.update_or_create(
        survey_id=survey.id, digest=digests[0], defaults={"given": fields, "saved_at": now()}
    )
    return "" if actor else kept


def _fields(survey: SurveyView, given: Given) -> Iterator[tuple[str, list[str]]]:
    """Those of the survey's form that say something."""
    for question in survey.questions:
        for name in _names(question):
            values = [value for value in given.get(name, ()) if value]
            if values:
                yield name, values[: len(question.options) + 1]


def _names(question: QuestionView) -> list[str]:
    lines = question.rows if question.kind == "matrix" else question.options
    parts = range(len(lines)) if question.kind in {"matrix", "rank"} else ()
    return [question.name, f"{question.name}-other", *(f"{question.name}-{it}" for it in parts)]

"""Takes a reader's answers to a survey, once."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.markup import clean_line, clean_text
from belowline.core.markup.bounds import too_long
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyDraft,
    SurveyParticipant,
    SurveyResponse,
)
from belowline.surveys.queries.draws import account_is_drawn, ticket_digest, ticket_is_drawn
from belowline.surveys.queries.participation import digests_of
from belowline.surveys.queries.surveys import QuestionView, SurveyView, readers_survey

LONGEST_TEXT = 2_000
LONGEST_OTHER = 200
Given = Mapping[str, Sequence[str]]
"""What was sent, by the names of the form's fields."""


def answer_survey(
    *,
    publication_id: int,
    survey_id: int,
    actor: Actor | None,
    token: str,
    given: Given,
    ticket: str = "",
) -> str:
    """Keeps the answers, and returns what the browser of a guest has to keep (empty for others).

    `token` is what it has kept from an earlier time, `ticket` the random number by which it was
    drawn. What was begun before is forgotten. Raises NotFound, NotAllowed where an account is
    needed or the reader was not drawn, Conflict where the survey is over or was answered before, or
    Invalid with the name of the question.
    """
    survey = survey_for(publication_id, survey_id, actor, ticket)
    answers = list(_answers(survey, given))
    if not answers:
        raise Invalid(gettext("Please fill in at least one question."))
    kept = token or ("" if actor else secrets.token_urlsafe(24))
    _keep(survey, actor, kept, answers, ticket if survey.sample and not actor else "")
    return "" if actor else kept


def survey_for(publication_id: int, survey_id: int, actor: Actor | None, ticket: str) -> SurveyView:
    """The survey, if the actor (None: a guest, who has drawn this ticket) may answer it now. Raises
    NotFound, NotAllowed or Conflict.
    """
    survey = readers_survey(publication_id=publication_id, survey_id=survey_id)
    if survey is None:
        raise NotFound(gettext("There is no such survey."))
    if not survey.is_open:
        raise Conflict(gettext("This survey is over."))
    if survey.needs_account and actor is None:
        raise NotAllowed(gettext("Log in to take part in this survey."))
    if survey.sample and not _is_drawn(survey, actor, ticket):
        raise NotAllowed(gettext("This survey asks readers chosen at random."))
    return survey


def _is_drawn(survey: SurveyView, actor: Actor | None, ticket: str) -> bool:
    if actor is None:
        return ticket_is_drawn(survey, ticket)
    return account_is_drawn(
        publication_id=survey.publication_id, survey_id=survey.id, person_id=actor.id
    )


@transaction.atomic
def _keep(
    survey: SurveyView,
    actor: Actor | None,
    token: str,
    answers: Sequence[SurveyAnswer],
    ticket: str,
) -> None:
    row = Survey.objects.get(pk=survey.id)
    person_id = actor.id if actor else None
    digests = digests_of(row.key, person_id=person_id, token=token)
    SurveyDraft.objects.filter(survey_id=survey.id, digest__in=digests).delete()
    if ticket:
        digests.append(ticket_digest(ticket))
    response = SurveyResponse.objects.create(
        id=uuid4(),
        survey_id=survey.id,
        person_id=None if survey.is_anonymous else person_id,
        day=now().date(),
    )
    linked = None if survey.is_anonymous else response
    try:
        with transaction.atomic():
            SurveyParticipant.objects.bulk_create(
                SurveyParticipant(survey_id=survey.id, digest=digest, response=linked)
                for digest in digests
            )
    except IntegrityError:
        raise Conflict(gettext("You have already taken part in this survey.")) from None
    for answer in answers:
        answer.response = response
    SurveyAnswer.objects.bulk_create(answers)


def _answers(survey: SurveyView, given: Given) -> Iterator[SurveyAnswer]:
    chosen: dict[int, set[int]] = {}
    next_place = 1
    for question in survey.questions:
        if question.position < next_place or not _is_asked(question, chosen):
            continue
        found = list(_READERS[question.kind](question, given))
        if question.is_required and not found:
            raise Invalid(gettext("This question is required."), field=question.name)
        options = {it.option for it in found if it.option is not None and it.number is None}
        chosen[question.position] = options
        next_place = max([next_place, *(question.jumps.get(it, 0) for it in options)])
        yield from found


def _is_asked(question: QuestionView, chosen: Mapping[int, set[int]]) -> bool:
    if question.asked_after is None:
        return True
    return question.asked_option in chosen.get(question.asked_after, set())


def _choices(question: QuestionView, given: Given) -> Iterator[SurveyAnswer]:
    sent = [it for it in given.get(question.name, ()) if it]
    if question.kind == "single":
        sent = sent[:1]
    for value in dict.fromkeys(sent):
        if value == "other" and question.has_other:
            words = _first(given, f"{question.name}-other")
            text = clean_line(words, most=LONGEST_OTHER, field=question.name)
            yield SurveyAnswer(question_id=question.id, text=text)
        else:
            option = _number(question, value, 0, len(question.options) - 1)
            yield SurveyAnswer(question_id=question.id, option=option)


def _scale(question: QuestionView, given: Given) -> Iterator[SurveyAnswer]:
    if value := _first(given, question.name):
        number = _number(question, value, 1, question.steps)
        yield SurveyAnswer(question_id=question.id, number=number)


def _rank(question: QuestionView, given: Given) -> Iterator[SurveyAnswer]:
    most = len(question.options)
    ranks = {
        option: _number(question, value, 1, most)
        for option in range(most)
        if (value := _first(given, f"{question.name}-{option}"))
    }
    if len(set(ranks.values())) != len(ranks):
        raise Invalid(gettext("Please give each place only once."), field=question.name)
    for option, number in ranks.items():
        yield SurveyAnswer(question_id=question.id, option=option, number=number)


def _matrix(question: QuestionView, given: Given) -> Iterator[SurveyAnswer]:
    found = [
        (row, _number(question, value, 0, len(question.options) - 1))
        for row in range(len(question.rows))
        if (value := _first(given, f"{question.name}-{row}"))
    ]
    if question.is_required and len(found) < len(question.rows):
        raise Invalid(gettext("Please choose on each line."), field=question.name)
    for row, option in found:
        yield SurveyAnswer(question_id=question.id, option=option, number=row)


def _text(question: QuestionView, given: Given) -> Iterator[SurveyAnswer]:
    text = clean_text(_first(given, question.name), most=LONGEST_TEXT, field=question.name)
    if len(text) > LONGEST_TEXT:
        raise too_long(LONGEST_TEXT, question.name)
    if text:
        yield SurveyAnswer(question_id=question.id, text=text)


_READERS = {
    "single": _choices,
    "multiple": _choices,
    "scale": _scale,
    "rank": _rank,
    "matrix": _matrix,
    "text": _text,
}


def _first(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _number(question: QuestionView, value: str, least: int, most: int) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) < 4
    if not is_number or not least <= int(value) <= most:
        raise Invalid(gettext("Please choose one of the options."), field=question.name)
    return int(value)

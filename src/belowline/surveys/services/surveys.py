"""Makes and changes surveys, opens them and closes them."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.queries.articles import article_by_id
from belowline.newsroom.queries.publications import zone_of
from belowline.newsroom.services.story_fields import moment_of
from belowline.surveys.events import SurveyChanged
from belowline.surveys.models import Survey, SurveyDraft, SurveyQuestion, SurveyResponse
from belowline.surveys.services.question_fields import QuestionFields, checked_questions
from belowline.surveys.services.reach_fields import (
    checked_paragraph,
    checked_pause,
    checked_sample,
    checked_sides,
)

LONGEST_TITLE, LONGEST_INTRODUCTION = 120, 1_000
MOST_SURVEYS = 200


class SurveyForm(TypedDict):
    """A survey as its form has it: without `survey_id` a new one; `article_id` is what the typed
    address leads to, `questions` are as they were typed, in their order.
    """

    survey_id: int | None
    words: Mapping[str, str]
    article_id: int | None
    questions: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Fields:
    title: str
    introduction: str
    place: str
    article_id: int | None
    after_paragraph: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    needs_account: bool
    is_anonymous: bool
    shows_results: bool
    sample: int | None
    again_after: int
    sides: list[int]


@transaction.atomic
def save_survey(*, actor: Actor, **typed: Unpack[SurveyForm]) -> int:
    """Keeps a survey as it was typed, and returns its id.

    Once it was opened, its questions and whether it is anonymous stay as they are: what was
    answered was answered to them. Raises NotAllowed, NotFound, Conflict, or Invalid for a field
    (`question-2-text` for one of the second question).
    """
    check_edits(actor)
    survey = _locked(actor, typed["survey_id"])
    fields = _checked(actor, typed)
    if survey.state == Survey.State.DRAFT:
        asked = checked_questions(typed["questions"])
        _fill(survey, fields)
        survey.save()
        _ask(survey, asked)
    else:
        if (fields.is_anonymous, fields.needs_account, fields.sample) != _who(survey):
            raise Conflict(gettext("Who may take part can’t change once a survey has been opened."))
        _fill(survey, fields)
        survey.revision += 1
        survey.save()
    _told(actor, survey, "survey changed" if typed["survey_id"] else "survey made")
    return survey.pk


@transaction.atomic
def open_survey(*, actor: Actor, survey_id: int) -> None:
    """Lets readers answer it. Raises NotAllowed, NotFound, or Conflict where it has no question or
    was closed: who has taken part is no longer known then.
    """
    check_edits(actor)
    survey = _locked(actor, survey_id)
    if survey.state == Survey.State.CLOSED:
        raise Conflict(gettext("A closed survey can’t be opened again. Please copy it."))
    if not survey.questions.exists():
        raise Conflict(gettext("A survey needs a question."))
    survey.state = Survey.State.OPEN
    survey.save(update_fields=["state"])
    _told(actor, survey, "survey opened")


@transaction.atomic
def close_survey(*, actor: Actor, survey_id: int) -> None:
    """Takes no more answers, and forgets what was begun, and how to tell who has taken part, if it
    is anonymous.

    Raises NotAllowed or NotFound.
    """
    check_edits(actor)
    survey = _locked(actor, survey_id)
    survey.state = Survey.State.CLOSED
    if survey.is_anonymous:
        survey.key = ""
    survey.save(update_fields=["state", "key"])
    SurveyDraft.objects.filter(survey=survey).delete()
    _told(actor, survey, "survey closed")


@transaction.atomic
def delete_survey(*, actor: Actor, survey_id: int) -> None:
    """Deletes one that nobody has answered. Raises NotAllowed, NotFound or Conflict."""
    check_edits(actor)
    survey = _locked(actor, survey_id)
    if SurveyResponse.objects.filter(survey=survey).exists():
        raise Conflict(gettext("Readers have answered this survey. Close it instead."))
    _told(actor, survey, "survey deleted")
    survey.delete()


def _locked(actor: Actor, survey_id: int | None) -> Survey:
    own = Survey.objects.filter(publication_id=actor.publication_id)
    if survey_id is None:
        if own.count() >= MOST_SURVEYS:
            raise Conflict(gettext("There are too many surveys. Please delete one first."))
        return Survey(publication_id=actor.publication_id, key=secrets.token_hex(32))
    found = own.select_for_update().filter(pk=survey_id).first()
    if found is None:
        raise NotFound(gettext("There is no such survey."))
    return found


def _who(survey: Survey) -> tuple[bool, bool, int | None]:
    return survey.is_anonymous, survey.needs_account, survey.sample


def _checked(actor: Actor, typed: SurveyForm) -> _Fields:
    words = typed["words"]
    title = clean_line(words.get("title", ""), most=LONGEST_TITLE, field="title")
    if not title:
        raise Invalid(gettext("A survey needs a title."), field="title")
    if words.get("place") not in Survey.Place.values:
        raise Invalid(gettext("Please say where readers find it."), field="place")
    zone = zone_of(actor.publication_id)
    opens = moment_of(words.get("opens_at", ""), zone, field="opens_at")
    closes = moment_of(words.get("closes_at", ""), zone, field="closes_at")
    if opens is not None and closes is not None and closes <= opens:
        raise Invalid(gettext("It has to end after it begins."), field="closes_at")
    introduction = words.get("introduction", "")
    return _Fields(
        title,
        clean_line(introduction, most=LONGEST_INTRODUCTION, field="introduction"),
        words["place"],
        _article(actor, typed["article_id"]) if words["place"] == Survey.Place.ARTICLE else None,
        checked_paragraph(words),
        opens,
        closes,
        bool(words.get("needs_account")),
        bool(words.get("is_anonymous")),
        bool(words.get("shows_results")),
        checked_sample(words),
        checked_pause(words),
        checked_sides(words, actor.publication_id, typed["article_id"]),
    )


def _article(actor: Actor, article_id: int | None) -> int:
    found = (
        article_by_id(publication_id=actor.publication_id, article_id=article_id)
        if article_id is not None
        else None
    )
    if found is None:
        raise Invalid(gettext("There is no article at this address."), field="article")
    return found.id


def _fill(survey: Survey, fields: _Fields) -> None:
    for name in _Fields.__slots__:
        setattr(survey, name, getattr(fields, name))


def _ask(survey: Survey, asked: Sequence[QuestionFields]) -> None:
    survey.questions.all().delete()
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(survey=survey, position=position, **asdict(fields))
        for position, fields in enumerate(asked, start=1)
    )


def _told(actor: Actor, survey: Survey, action: str) -> None:
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="survey",
        subject_id=survey.pk,
        details={"title": survey.title},
    )
    publish(SurveyChanged(publication_id=actor.publication_id, survey_id=survey.pk))

"""Surveys with their questions, who has taken part, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.newsroom.models import Article, Publication


class Survey(models.Model):
    """Questions to readers, shown as a line on top of every page, or in an article: behind so many
    of its paragraphs, or below its text.

    It can be answered while it is open, from `opens_at` to `closes_at`. With `needs_account` only
    by readers who are logged in. With `is_anonymous` no answer leads to a person: `key`, by which
    it is known who has taken part, is forgotten when the survey is closed. `shows_results` lets
    readers see the results once they have answered. With a `sample` only one reader in so many is
    asked, drawn at random (queries/draws.py). The line on top that a reader has put off comes back
    after `again_after` days, never where that is 0. `sides` are comments below the article, shown
    beside the result of a poll: their ids, one from each side.
    """

    class State(models.TextChoices):
        """What has become of it."""

        DRAFT = "draft"
        OPEN = "open"
        CLOSED = "closed"

    class Place(models.TextChoices):
        """Where readers find it."""

        TOP = "top"
        ARTICLE = "article"
        LINK = "link"

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    title = models.CharField(max_length=120)
    introduction = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    place = models.CharField(max_length=7, choices=Place.choices, default=Place.TOP)
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="+")
    after_paragraph = models.PositiveSmallIntegerField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    needs_account = models.BooleanField(default=False)
    is_anonymous = models.BooleanField(default=True)
    shows_results = models.BooleanField(default=False)
    sample = models.PositiveSmallIntegerField(null=True)
    again_after = models.PositiveSmallIntegerField(default=7, db_default=7)
    sides = models.JSONField(default=list, db_default=[])
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "survey"
        indexes: ClassVar = [models.Index(fields=["publication", "state"], name="surveys_open")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="survey_closes_later",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """One question. `options` are those to choose from or to put in order, `rows` what each is
    chosen for in a matrix. A scale goes from 1 to `steps`, whose ends are `low` and `high`. It is
    asked only of those who chose the option `asked_option` of the question at `asked_after`.
    Whoever chooses an option that `jumps` has goes on with the question at that place, further
    down; a place beyond the last ends the survey.
    """

    class Kind(models.TextChoices):
        """How it is answered."""

        SINGLE = "single"
        MULTIPLE = "multiple"
        SCALE = "scale"
        RANK = "rank"
        MATRIX = "matrix"
        TEXT = "text"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=300)
    options = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    steps = models.PositiveSmallIntegerField(default=5)
    low = models.CharField(max_length=60, blank=True)
    high = models.CharField(max_length=60, blank=True)
    is_required = models.BooleanField(default=False)
    is_shuffled = models.BooleanField(default=False)
    has_other = models.BooleanField(default=False)
    asked_after = models.PositiveSmallIntegerField(null=True)
    asked_option = models.PositiveSmallIntegerField(null=True)
    jumps = models.JSONField(default=dict, db_default={})

    class Meta:
        db_table = "survey_question"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "position"], name="survey_question_place")
        ]

    def __str__(self) -> str:
        return self.text


class SurveyResponse(models.Model):
    """One reader's answers. `person` is theirs where the survey is not anonymous and they were
    logged in.
    """

    id = models.UUIDField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, db_index=False)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField()

    class Meta:
        db_table = "survey_response"
        indexes: ClassVar = [models.Index(fields=["survey", "id"], name="responses_of_survey")]

    def __str__(self) -> str:
        return f"an answer to {self.survey_id}"


class SurveyAnswer(models.Model):
    """What was said to a question: an `option` (its place, or NULL for another one, in `text`), a
    `number` on a scale, the rank of the option, or the row of a matrix.
    """

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, db_index=False)
    response = models.ForeignKey(
        SurveyResponse, on_delete=models.CASCADE, related_name="answers", db_index=False
    )
    option = models.SmallIntegerField(null=True)
    number = models.SmallIntegerField(null=True)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        db_table = "survey_answer"
        indexes: ClassVar = [
            models.Index(
                fields=["question", "option", "number", "response"], name="answers_counted_each"
            ),
            models.Index(
                fields=["response", "question", "option", "number"], name="answers_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option} {self.number} {self.text}"


class SurveyParticipant(models.Model):
    """That somebody has taken part, so that nobody does twice: by a digest that only the survey's
    key, or the cookie of a guest, leads to. `response` only where the survey is not anonymous.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, db_index=False)
    digest = models.CharField(max_length=64)
    response = models.ForeignKey(
        SurveyResponse, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        db_table = "survey_participant"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "digest"], name="survey_once_each")
        ]

    def __str__(self) -> str:
        return f"took part in {self.survey_id}"


class SurveyDraft(models.Model):
    """What somebody has filled in and not sent: as the form's fields have it, by the digest that
    will stand for them as a participant. It is counted nowhere, and goes when they send it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, db_index=False)
    digest = models.CharField(max_length=64)
    given = models.JSONField()
    saved_at = models.DateTimeField(default=now)

    class Meta:
        db_table = "survey_draft"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "digest"], name="survey_draft_once")
        ]

    def __str__(self) -> str:
        return f"begun: {self.survey_id}"

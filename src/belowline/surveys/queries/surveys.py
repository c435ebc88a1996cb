"""Surveys as readers meet them, and as the desk has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from belowline.core.clock import now
from belowline.core.events import SITE
from belowline.core.ids import encode
from belowline.core.kept import kept
from belowline.newsroom.queries.article_times import earliest
from belowline.surveys.models import Survey, SurveyDraft, SurveyQuestion, SurveyResponse

_MOST = 200
"""Surveys in the desk's list."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question; its fields are as in models.SurveyQuestion."""

    id: int
    position: int
    kind: str
    text: str
    options: tuple[str, ...]
    rows: tuple[str, ...]
    steps: int
    low: str
    high: str
    is_required: bool
    is_shuffled: bool
    has_other: bool
    asked_after: int | None
    asked_option: int | None
    jumps: Mapping[int, int]

    @property
    def name(self) -> str:
        """What its fields in a form begin with."""
        return f"q{self.position}"


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey with its questions; its fields are as in models.Survey."""

    id: int
    publication_id: int
    title: str
    introduction: str
    state: str
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
    sides: tuple[int, ...]
    revision: int
    questions: tuple[QuestionView, ...]

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def path(self) -> str:
        """Its page."""
        return f"/surveys/{self.ref}"

    @property
    def is_draft(self) -> bool:
        """Whether nobody could answer it yet."""
        return self.state == Survey.State.DRAFT.value

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        moment = now()
        begun = self.opens_at is None or self.opens_at <= moment
        over = self.closes_at is not None and self.closes_at <= moment
        return self.state == Survey.State.OPEN.value and begun and not over

    @property
    def has_ended(self) -> bool:
        """Whether it can be answered no more."""
        over = self.closes_at is not None and self.closes_at <= now()
        return self.state == Survey.State.CLOSED.value or (not self.is_draft and over)

    @property
    def poll(self) -> QuestionView | None:
        """Its question, where it is a poll: one choice, answered where it stands."""
        first = self.questions[0] if len(self.questions) == 1 else None
        return first if first is not None and first.kind == "single" else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The surveys that stand on a publication's pages at this moment: the line on top, and those
    below articles, by the article's id. `changes_at` is when the clock alone makes it untrue.
    """

    top: SurveyView | None
    below: dict[int, SurveyView]
    changes_at: datetime | None

    def is_true(self) -> bool:
        """Whether it still is so."""
        return self.changes_at is None or self.changes_at > now()


def shown_surveys(publication_id: int) -> Shown:
    """Those that readers of the publication find on its pages now; the newest where there are
    several for one place.
    """
    return kept(
        SITE.format(publication_id=publication_id),
        "surveys",
        lambda: _shown(publication_id),
        still=Shown.is_true,
    )


def readers_survey(*, publication_id: int, survey_id: int) -> SurveyView | None:
    """The survey as readers may see it: opened once, whether or not it is over. None otherwise."""
    found = desk_survey(publication_id=publication_id, survey_id=survey_id)
    return found if found is not None and (found.is_open or found.has_ended) else None


def desk_survey(*, publication_id: int, survey_id: int) -> SurveyView | None:
    """The publication's survey whatever its state, for the desk; None where there is none."""
    rows = Survey.objects.filter(pk=survey_id, publication_id=publication_id)
    return next(iter(_views(rows)), None)


def surveys_at_desk(publication_id: int) -> list[tuple[SurveyView, int]]:
    """The publication's surveys, the newest first, each with the number of its responses."""
    rows = Survey.objects.filter(publication_id=publication_id).order_by("-made_at", "-id")
    views = _views(rows[:_MOST])
    return [(it, number_of_responses(it)) for it in views]


def number_of_drafts(survey: SurveyView) -> int:
    """How many have begun and not sent it."""
    return SurveyDraft.objects.filter(survey_id=survey.id).count()


def number_of_responses(survey: SurveyView) -> int:
    """How many have answered."""
    return SurveyResponse.objects.filter(survey_id=survey.id).count()


def _shown(publication_id: int) -> Shown:
    rows = Survey.objects.filter(publication_id=publication_id, state=Survey.State.OPEN)
    views = _views(rows.order_by("made_at", "id"))
    running = [it for it in views if it.is_open]
    moment = now()
    changes = [at for it in views for at in (it.opens_at, it.closes_at) if at and at > moment]
    return Shown(
        next((it for it in reversed(running) if it.place == Survey.Place.TOP), None),
        {it.article_id: it for it in running if it.article_id is not None},
        earliest(*changes),
    )


def _views(rows: Iterable[Survey]) -> list[SurveyView]:
    found = list(rows)
    questions: dict[int, list[QuestionView]] = {it.pk: [] for it in found}
    asked = SurveyQuestion.objects.filter(survey__in=[it.pk for it in found])
    for row in asked.order_by("survey_id", "position"):
        questions[row.survey_id].append(question_view(row))
    return [_view(it, tuple(questions[it.pk])) for it in found]


def question_view(row: SurveyQuestion) -> QuestionView:
    """The view of a row."""
    return QuestionView(
        row.pk,
        row.position,
        row.kind,
        row.text,
        tuple(row.options),
        tuple(row.rows),
        row.steps,
        row.low,
        row.high,
        row.is_required,
        row.is_shuffled,
        row.has_other,
        row.asked_after,
        row.asked_option,
        {int(option): place for option, place in row.jumps.items()},
    )


def _view(it: Survey, questions: tuple[QuestionView, ...]) -> SurveyView:
    return SurveyView(
        it.pk,
        it.publication_id,
        it.title,
        it.introduction,
        it.state,
        it.place,
        it.article_id,
        it.after_paragraph,
        it.opens_at,
        it.closes_at,
        it.needs_account,
        it.is_anonymous,
        it.shows_results,
        it.sample,
        it.again_after,
        tuple(it.sides),
        it.revision,
        questions,
    )

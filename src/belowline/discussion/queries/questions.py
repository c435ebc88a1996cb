"""Questions that articles put to readers, and what came of them."""

from dataclasses import dataclass
from datetime import datetime

from belowline.discussion.models import Question
from belowline.discussion.queries.threads import ThreadView


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question and its counts, as in models.Question."""

    text: str
    asked_at: datetime
    presses: int
    comments: int
    newcomers: int


def questions_of(thread: ThreadView) -> list[QuestionView]:
    """What the article above this thread has asked, the last asked first."""
    rows = Question.objects.filter(thread_id=thread.id).order_by("-asked_at", "-id")
    names = ("text", "asked_at", "presses", "comments", "newcomers")
    return [QuestionView(*row) for row in rows.values_list(*names)]


def question_text(*, thread: ThreadView, question_id: int) -> str:
    """The question's words; empty where it is none of this thread's."""
    rows = Question.objects.filter(pk=question_id, thread_id=thread.id)
    return rows.values_list("text", flat=True).first() or ""

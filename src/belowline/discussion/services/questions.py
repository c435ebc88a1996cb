"""An article puts a question to its readers; presses of its button are counted."""

from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext

from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_digest
from belowline.core.refusals import NotFound, TooMany
from belowline.discussion.models import Question, Thread

_LIMIT = Limit("presses of a question", 5, timedelta(hours=1), "")
"""From one network and for one question; more are not counted, and nobody is refused."""


def put_question(*, thread_id: int, publication_id: int, text: str) -> None:
    """Has the thread's article ask this from now on; empty: nothing. Asked again, a question goes
    on counting. Call it in a transaction.
    """
    question = None
    if text:
        question, _ = Question.objects.get_or_create(
            thread_id=thread_id, text=text, defaults={"publication_id": publication_id}
        )
    Thread.objects.filter(pk=thread_id).update(question=question)


def count_press(*, thread_id: int, question_id: int, network: str) -> None:
    """Counts a press of the question's button, a few an hour from what stands for one network.

    Nothing else is kept of who pressed. Raises NotFound where it is no question of this thread.
    """
    rows = Question.objects.filter(pk=question_id, thread_id=thread_id)
    if not rows.exists():
        raise NotFound(gettext("This discussion isn’t available."))
    try:
        check_limits([_LIMIT], CountedActs(of_digest(network, str(question_id))))
    except TooMany:
        return
    rows.update(presses=F("presses") + 1)

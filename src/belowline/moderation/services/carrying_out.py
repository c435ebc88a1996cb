"""Carries decisions out on comments and records them, and takes them back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict
from belowline.core.tasks import enqueue
from belowline.discussion.models import Comment
from belowline.discussion.services.standing import return_to, standing_of
from belowline.discussion.services.states import Act
from belowline.discussion.services.visibility import hide, hold, show
from belowline.moderation.models import Batch, Decision
from belowline.moderation.services.cases import cases_as_they_are, settle_cases
from belowline.moderation.services.events import tell_of
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letters import GRACE, take_back_letters
from belowline.moderation.services.recording import record_decisions, record_undoings
from belowline.moderation.services.reopening import reopen_reports

_Outcome = Decision.Outcome
_Status = Comment.Status


def carry_out(
    actor: Actor,
    comments: Sequence[Comment],
    outcome: Decision.Outcome,
    grounds: Grounds,
    *,
    batch: Batch | None = None,
) -> list[Decision]:
    """Does to these locked comments what was decided, and keeps the decisions.

    Raises Conflict, and nothing is changed, where the state of one does not allow it.
    """
    before = {it.id: standing_of(it) for it in comments}
    tell_of(comments, _changed(comments, outcome, grounds), before, undoes=())
    cases = cases_as_they_are(before)
    noted = {key: {**standing, **cases.get(key, {})} for key, standing in before.items()}
    made = record_decisions(actor, comments, outcome, grounds, noted, batch=batch)
    settle_cases(before, as_before={})
    if outcome is _Outcome.KEPT:
        _have_reporters_told(made)
    return made


def take_back(
    actor: Actor,
    comments: Sequence[Comment],
    last: Mapping[int, Decision],
    *,
    batch: Batch | None = None,
    is_told: bool = True,
) -> list[Decision]:
    """Brings these locked comments, their reports and cases back to what they were before the last
    decision on each; who knew of it is told, unless they are told otherwise. Raises Conflict where
    one has no way back.
    """
    before = {it.id: standing_of(it) for it in comments}
    then = {key: standing for key, it in last.items() if (standing := it.before) is not None}
    known = {key for key, it in last.items() if it.automation == Decision.Automation.NOT}
    tell_of(comments, return_to(comments, then), before, undoes=known)
    reopen_reports([last[it.id] for it in comments])
    cases = cases_as_they_are(before)
    noted = {key: {**standing, **cases.get(key, {})} for key, standing in before.items()}
    made = record_undoings(actor, comments, last, noted, batch=batch)
    settle_cases(before, as_before=then)
    take_back_letters([last[it.id] for it in comments], is_told=is_told)
    return made


def _changed(
    comments: Collection[Comment], outcome: Decision.Outcome, grounds: Grounds
) -> Mapping[int, int]:
    """The thread's new revision after each comment that changed."""
    ways: Mapping[str, Callable[[Collection[Comment]], Mapping[int, int]]] = {
        _Outcome.KEPT: _kept,
        _Outcome.HELD: hold,
        _Outcome.HIDDEN: partial(hold, reason=grounds.reason, explanation=grounds.explanation),
        _Outcome.PUBLISHED: partial(show, act=Act.PUBLISH),
        _Outcome.RESTORED: partial(show, act=Act.RESTORE),
        _Outcome.REMOVED: partial(
            hide, act=Act.REMOVE, reason=grounds.reason, explanation=grounds.explanation
        ),
    }
    return ways[outcome](comments)


def _kept(comments: Collection[Comment]) -> Mapping[int, int]:
    if any(it.status != _Status.PUBLISHED for it in comments):
        raise Conflict(gettext("Only comments that are shown can be kept."))
    return {}


def _have_reporters_told(kept: Sequence[Decision]) -> None:
    """Plans to tell those of the reporters who are mostly wrong."""
    ids = [it.id for it in kept if it.found == Decision.Found.REPORT]
    if ids:
        payload = {"publication_id": kept[0].publication_id, "decision_ids": ids}
        enqueue("tell-reporters", payload, due_at=now() + GRACE)

"""A moderator decides on many comments at once, which is one act and can be undone as one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comments
from belowline.discussion.services.visibility import with_replies
from belowline.moderation.models import Batch, Decision
from belowline.moderation.queries.labels import LabelView
from belowline.moderation.services.carrying_out import carry_out
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.labelling import put_label, wanted_label, why_not
from belowline.moderation.services.reason_choice import check_reason

MOST = 1_000
"""Comments on which one batch decides."""
BY_HAND, PERSON, PHRASE = Batch.Gathered.BY_HAND, Batch.Gathered.PERSON, Batch.Gathered.PHRASE
_Outcome = Decision.Outcome
_Status = Comment.Status
_FROM: Mapping[str, frozenset[str]] = {
    _Outcome.KEPT: frozenset({_Status.PUBLISHED}),
    _Outcome.HELD: frozenset({_Status.PUBLISHED}),
    _Outcome.PUBLISHED: frozenset({_Status.HELD}),
    _Outcome.REMOVED: frozenset({_Status.PUBLISHED, _Status.HELD}),
    _Outcome.LABELLED: frozenset({_Status.PUBLISHED, _Status.HELD}),
}
"""What a batch can decide, and on comments in which states."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How the comments of a batch came together; see `Batch`."""

    how: Batch.Gathered
    words: str = ""
    person_id: int | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class BatchMade:
    """The batch's id, on how many comments it decided, and how many it left as they were: because
    they were edited since they were seen, are in another state, have replies, or the label.
    """

    id: int
    number: int
    edited: int
    otherwise: int

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@transaction.atomic
def decide_on_many(
    *,
    actor: Actor,
    seen: Mapping[int, int],
    outcome: str,
    grounds: Grounds,
    gathering: Gathering,
) -> BatchMade:
    """Decides the same on each of these comments, given with the version that was seen.

    Comments that were edited since, or cannot be decided on like that, are left as they are and
    counted. Raises NotAllowed, Invalid, NotFound where one is none of the publication's, and
    Conflict where nothing is left to be decided.
    """
    check_may_moderate(actor, actor.publication_id)
    _check(actor, seen, outcome, grounds)
    label = None
    if outcome == _Outcome.LABELLED:
        label = wanted_label(grounds.label, publication_id=actor.publication_id)
    comments = lock_comments(seen)
    if len(comments) < len(seen) or any(
        it.publication_id != actor.publication_id for it in comments.values()
    ):
        raise NotFound(gettext("This comment does not exist."))
    fit, left = _fitting(comments, seen, outcome, label)
    if not fit:
        raise Conflict(
            gettext("All of these comments have been edited or decided on since you opened them.")
        )
    batch = _batch(actor, len(fit), outcome, grounds, gathering)
    if label is not None:
        put_label(actor, fit, label, grounds, batch=batch)
    else:
        decided = replace(grounds.cleaned(), label="")
        carry_out(actor, fit, Decision.Outcome(outcome), decided, batch=batch)
    _audit(actor, batch, grounds)
    return BatchMade(batch.id, len(fit), left["edited"], left["otherwise"])


def _check(actor: Actor, seen: Mapping[int, int], outcome: str, grounds: Grounds) -> None:
    if outcome not in _FROM:
        raise Invalid(gettext("Please choose what to do."))
    if outcome == _Outcome.REMOVED:
        check_reason(grounds.reason, publication_id=actor.publication_id)
    if not seen:
        raise Invalid(gettext("Please select a comment first."))
    if len(seen) > MOST:
        sentence = gettext("You can decide on up to %(most)s comments at once.")
        raise Invalid(sentence % {"most": MOST})


def _fitting(
    comments: Mapping[int, Comment],
    seen: Mapping[int, int],
    outcome: str,
    label: LabelView | None,
) -> tuple[list[Comment], Counter[str]]:
    """Those on which this can be decided, in their order, and how many of the others there are."""
    left: Counter[str] = Counter()
    same = [comments[key] for key in sorted(seen) if comments[key].version == seen[key]]
    left["edited"] = len(seen) - len(same)
    fit = [it for it in same if it.status in _FROM[outcome]]
    if outcome == _Outcome.HELD:
        replied = with_replies(fit)
        fit = [it for it in fit if it.id not in replied]
    if label is not None:
        fit = [it for it in fit if not why_not(it, label)]
    left["otherwise"] = len(same) - len(fit)
    return fit, left


def _batch(
    actor: Actor, number: int, outcome: str, grounds: Grounds, gathering: Gathering
) -> Batch:
    return Batch.objects.create(
        publication_id=actor.publication_id,
        moderator_id=actor.id,
        gathered=gathering.how,
        words=gathering.words,
        person_id=gathering.person_id,
        thread_id=gathering.thread_id,
        outcome=outcome,
        reason="" if outcome == _Outcome.LABELLED else grounds.reason,
        label=grounds.label if outcome == _Outcome.LABELLED else "",
        number=number,
    )


def _audit(actor: Actor, batch: Batch, grounds: Grounds) -> None:
    audit.record(
        publication_id=batch.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=f"batch {batch.outcome}",
        subject_kind="batch",
        subject_id=batch.id,
        reason=batch.reason,
        details={
            "number": batch.number,
            "note": grounds.note,
            "explanation": grounds.explanation,
            "label": batch.label,
        },
    )

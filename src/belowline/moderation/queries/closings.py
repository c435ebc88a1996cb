"""How a discussion was closed and opened by moderators."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from belowline.accounts.queries.people import author_cards
from belowline.core.ids import encode
from belowline.discussion.models import Thread
from belowline.moderation.models import Decision
from belowline.moderation.queries.reasons import reason_title

_MOST = 20
_Outcome = Decision.Outcome


@dataclass(frozen=True, slots=True)
class ClosingView:
    """A decision about a discussion as colleagues see it; `outcome` is an English word."""

    id: int
    outcome: str
    reason: str
    clause: str
    explanation: str
    note: str
    by: str
    decided_at: datetime
    can_be_undone: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


def closings_of(thread_id: int, *, publication_id: int) -> Sequence[ClosingView]:
    """What moderators decided about this discussion of the publication, the newest first."""
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is None or thread.publication_id != publication_id:
        return ()
    rows = list(Decision.objects.filter(thread=thread_id).order_by("-id")[:_MOST])
    names = author_cards({it.moderator_id for it in rows if it.moderator_id})
    return [
        ClosingView(
            id=it.id,
            outcome=str(_Outcome(it.outcome).label),
            reason=reason_title(it.reason, publication_id=publication_id) if it.reason else "",
            clause=it.clause,
            explanation=it.explanation,
            note=it.note,
            by=names[it.moderator_id].name if it.moderator_id in names else "",
            decided_at=it.decided_at,
            can_be_undone=at == 0 and can_be_undone(it, thread),
        )
        for at, it in enumerate(rows)
    ]


def undoable_closings(thread_ids: Collection[int], *, publication_id: int) -> dict[int, int]:
    """The last decision about each of these discussions of the publication, by the discussion,
    where it can be undone.
    """
    threads = Thread.objects.in_bulk(list(thread_ids))
    found = {}
    for key, thread in threads.items():
        last = last_decision_on_thread(key)
        if last and thread.publication_id == publication_id and can_be_undone(last, thread):
            found[key] = last.id
    return found


def last_decision_on_thread(thread_id: int) -> Decision | None:
    """The last one, if there is any."""
    return Decision.objects.filter(thread=thread_id).order_by("-id").first()


def can_be_undone(last: Decision, thread: Thread) -> bool:
    """Whether the discussion still is as this last decision has left it."""
    if last.outcome == _Outcome.SHUT:
        return not thread.comments_open and thread.closed_for == last.reason
    return last.outcome == _Outcome.REOPENED and thread.comments_open

"""Posting comments."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.relationships import blockers_of
from belowline.core.bulk_sql import add_to_rows, select_objects, update_rows
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.ids import new_id
from belowline.core.kept import heard
from belowline.core.refusals import Conflict, NotFound, Refusal
from belowline.discussion.models import Comment, Thread
from belowline.discussion.policies import (
    check_is_shown,
    check_may_answer,
    checked_text,
)
from belowline.discussion.queries.comment_parsing import ParsedComment
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text
from belowline.discussion.queries.written_views import written_views
from belowline.discussion.services.accepted import (
    Accepted,
    counted,
    insert,
    submission_of,
    submitted,
    understood_of,
)
from belowline.discussion.services.admission import Admission
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.graph import (
    Node,
    add_edges,
    without_unwelcome,
    write_edges_of_held,
)
from belowline.discussion.services.idempotency import PostedBefore
from belowline.discussion.services.locks import lock_threads
from belowline.discussion.services.question_counts import count_written
from belowline.discussion.services.screening import WELCOME, screening
from belowline.newsroom.queries.article_times import shown_discussions


def post_comment(
    *,
    actor: Actor,
    thread_id: int,
    text: str,
    parent_id: int | None = None,
    idempotency_key: UUID | None = None,
    question_id: int | None = None,
    is_sure: bool = False,
) -> int:
    """Posts a comment, or a reply to `parent_id`, and returns its id; the rest is as in Draft.

    Raises NotFound, NotAllowed, Conflict, TooMany, Invalid or AskedAgain.
    """
    draft = Draft(actor, thread_id, text, parent_id, idempotency_key, question_id, is_sure)
    posted = post_comments([draft])[0]
    if isinstance(posted, Refusal):
        raise posted
    return posted


@transaction.atomic(savepoint=False)
def post_comments(drafts: Sequence[Draft]) -> list[int | Refusal]:
    """Posts many comments in one transaction and returns their ids.

    Each has its own answer; a draft that is refused does not touch the others.
    """
    return _Post(drafts).run(is_final=True)


@transaction.atomic(savepoint=False)
def post_and_show(drafts: Sequence[Draft]) -> list[CommentView | Refusal]:
    """The same for what a batch of requests asks, and returns the comments as their authors see
    them. Whoever is refused here is tried once more alone, and is refused for good there.
    """
    post = _Post(drafts)
    answers = post.run(is_final=False)
    shown = post.views([it for it in answers if isinstance(it, int)])
    return [shown[it] if isinstance(it, int) else it for it in answers]


class _Post:
    """Drafts on their way into the database."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._since = heard()
        self._drafts = drafts
        self._threads = lock_threads({draft.thread_id for draft in drafts})
        self._shown = shown_discussions({it.article_id for it in self._threads.values()})
        self._parents = _parents(drafts)
        self._posted = PostedBefore(drafts)
        people = {draft.actor.id for draft in drafts}
        self._admission = Admission(people, self._threads.values())
        self._blockers = blockers_of(people)
        self._accepted: list[Accepted] = []
        self._written: list[Comment] = []

    def run(self, *, is_final: bool) -> list[int | Refusal]:
        """Writes every draft that may be, and tells each how it went. Where that is not final, what
        is refused comes once more.
        """
        answers = [self._answer(draft) for draft in self._drafts]
        refused = self._screened(is_final=is_final) if self._accepted else {}
        return [refused.get(it, it) if isinstance(it, int) else it for it in answers]

    def views(self, posted: Collection[int]) -> dict[int, CommentView]:
        """How the authors of these comments see them; what is not as it was written is read."""
        written = written_views(
            self._written, threads=self._threads, answered=self._parents, since=self._since
        )
        others = [key for key in posted if key not in written]
        return written | {view.id: view for view in comments_with_hidden_text(others)}

    def _answer(self, draft: Draft) -> int | Refusal:
        try:
            return self._taken(draft)
        except Refusal as refusal:
            return refusal

    def _taken(self, draft: Draft) -> int:
        thread = self._threads.get(draft.thread_id)
        if thread is None:
            raise NotFound(gettext("This discussion isn’t available."))
        text = checked_text(draft.text)
        if (known := self._posted.find(draft, text)) is not None:
            return known
        check_is_shown(thread, self._shown)
        self._admission.check(draft.actor, thread)
        is_held = self._admission.is_held(draft.actor, thread)
        accepted = Accepted(new_id(), draft, text, thread, self._parent(draft), is_held)
        self._accepted.append(accepted)
        self._admission.add(draft.actor, thread)
        self._posted.add(draft, text, accepted.id)
        return accepted.id

    def _parent(self, draft: Draft) -> Comment | None:
        if draft.parent_id is None:
            return None
        parent = self._parents.get(draft.parent_id)
        if parent is None or parent.thread_id != draft.thread_id:
            raise NotFound(gettext("The comment you are replying to is not in this discussion."))
        if parent.status != Comment.Status.PUBLISHED:
            raise Conflict(gettext("The comment you are replying to is no longer shown."))
        blocked_by = self._blockers.get(draft.actor.id, ())
        check_may_answer(draft.actor, parent.author_id, blocked_by)
        return parent

    def _screened(self, *, is_final: bool) -> dict[int, Refusal]:
        """Writes those that whoever screens them does not refuse; the refusals, by id."""
        understood = understood_of(self._accepted)
        screen = screening()
        verdicts = screen.judge([submission_of(it, understood[it.id]) for it in self._accepted])
        refused = {key: it.refusal for key, it in verdicts.items() if it.refusal}
        written = [it for it in self._accepted if it.id not in refused]
        if written:
            rows = self._save(
                [
                    replace(it, is_held=it.is_held or verdicts.get(it.id, WELCOME).is_held)
                    for it in written
                ],
                understood,
            )
            # Of whom a rule speaks, something else is written as well.
            self._written = [row for row in rows if row.id not in verdicts]
        screen.record(with_refused=is_final)
        return refused

    def _save(
        self, accepted: Sequence[Accepted], understood: Mapping[int, ParsedComment]
    ) -> list[Comment]:
        posted_at = now()
        count_written([it.draft for it in accepted])
        rows = insert(accepted, understood, posted_at)
        shown = [it for it in accepted if not it.is_held]
        held = [it for it in accepted if it.is_held]
        add_to_rows(Comment, "replies", Counter(it.root_id for it in shown if it.parent))
        add_edges(self._welcome(shown, understood))
        write_edges_of_held(self._welcome(held, understood))
        publish_all([*(counted(it) for it in shown), *(submitted(it) for it in held)])
        moved = {it.thread.id: it.thread for it in shown}
        update_rows(
            Thread,
            ["revision", "comment_count", "last_comment_at"],
            [(it.revision, it.comment_count, posted_at, it.id) for it in moved.values()],
        )
        return rows

    def _welcome(
        self, accepted: Sequence[Accepted], understood: Mapping[int, ParsedComment]
    ) -> list[Node]:
        blockers = {
            it.id: found
            for it in accepted
            if not it.draft.actor.is_staff and (found := self._blockers.get(it.draft.actor.id))
        }
        return without_unwelcome(
            [Node(it.id, it.thread.id, it.draft.parent_id, understood[it.id]) for it in accepted],
            blockers,
        )


def _parents(drafts: Iterable[Draft]) -> Mapping[int, Comment]:
    ids = {draft.parent_id for draft in drafts if draft.parent_id is not None}
    names = ["id", "thread_id", "root_id", "author_id", "author_name", "status"]
    return {row.id: row for row in select_objects(Comment, names, id=ids)}

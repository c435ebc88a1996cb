"""Posting comments."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.relationships import blockers_of
from belowline.core.bulk_sql import add_to_rows, insert_rows, select_objects, update_rows
from belowline.core.clock import now
from belowline.core.events import publish_all
from belowline.core.ids import new_id
from belowline.core.refusals import Conflict, NotFound, Refusal
from belowline.discussion.events import CommentPosted, CommentSubmitted
from belowline.discussion.models import Comment, Thread
from belowline.discussion.policies import (
    check_is_shown,
    check_may_answer,
    checked_text,
)
from belowline.discussion.queries.comment_parsing import CommentParser, ParsedComment
from belowline.discussion.queries.fingerprint_lookup import FingerprintLookup
from belowline.discussion.services.admission import Admission
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.graph import Node, add_edges, without_unwelcome, write_answers
from belowline.discussion.services.idempotency import PostedBefore
from belowline.discussion.services.locks import lock_threads
from belowline.discussion.services.question_counts import count_written
from belowline.newsroom.queries.article_times import shown_discussions


def post_comment(
    *,
    actor: Actor,
    thread_id: int,
    text: str,
    parent_id: int | None = None,
    idempotency_key: UUID | None = None,
    question_id: int | None = None,
) -> int:
    """Posts a comment, or a reply to `parent_id`, and returns its id; `question_id` as in Draft.

    Raises NotFound, NotAllowed, Conflict, TooMany or Invalid.
    """
    draft = Draft(actor, thread_id, text, parent_id, idempotency_key, question_id)
    posted = post_comments([draft])[0]
    if isinstance(posted, Refusal):
        raise posted
    return posted


@transaction.atomic
def post_comments(drafts: Sequence[Draft]) -> list[int | Refusal]:
    """Posts many comments in one transaction and returns their ids.

    Each has its own answer; a draft that is refused does not touch the others.
    """
    return _Post(drafts).run()


@dataclass(frozen=True, slots=True)
class _Accepted:
    """A draft that nothing stands against; `is_held`: a moderator reads it before others do."""

    id: int
    draft: Draft
    text: str
    thread: Thread
    parent: Comment | None
    is_held: bool

    @property
    def root_id(self) -> int:
        return self.parent.root_id if self.parent else self.id


class _Post:
    """Drafts on their way into the database."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._drafts = drafts
        self._threads = lock_threads({draft.thread_id for draft in drafts})
        self._shown = shown_discussions({it.article_id for it in self._threads.values()})
        self._parents = _parents(drafts)
        self._posted = PostedBefore(drafts)
        people = {draft.actor.id for draft in drafts}
        self._admission = Admission(people, self._threads.values())
        self._blockers = blockers_of(people)
        self._accepted: list[_Accepted] = []

    def run(self) -> list[int | Refusal]:
        """Writes every draft that may be, and tells each how it went."""
        answers = [self._answer(draft) for draft in self._drafts]
        if self._accepted:
            self._save()
        return answers

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
        accepted = _Accepted(new_id(), draft, text, thread, self._parent(draft), is_held)
        self._accepted.append(accepted)
        self._admission.add(draft.actor.id)
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

    def _save(self) -> None:
        posted_at = now()
        understood = _understood(self._accepted)
        count_written([it.draft for it in self._accepted])
        _insert(self._accepted, understood, posted_at)
        shown = [it for it in self._accepted if not it.is_held]
        held = [it for it in self._accepted if it.is_held]
        add_to_rows(Comment, "replies", Counter(it.root_id for it in shown if it.parent))
        add_edges(self._welcome(shown, understood))
        write_answers(self._welcome(held, understood))
        publish_all([*(_counted(it) for it in shown), *(_submitted(it) for it in held)])
        moved = {it.thread.id: it.thread for it in shown}
        update_rows(
            Thread,
            ["revision", "comment_count", "last_comment_at"],
            [(it.revision, it.comment_count, posted_at, it.id) for it in moved.values()],
        )

    def _welcome(
        self, accepted: Sequence[_Accepted], understood: Mapping[int, ParsedComment]
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
    rows = select_objects(Comment, ["id", "thread_id", "root_id", "author_id", "status"], id=ids)
    return {row.id: row for row in rows}


def _understood(accepted: Sequence[_Accepted]) -> dict[int, ParsedComment]:
    """What each of the comments quotes and whom it addresses, among those that were there before.

    Nobody has seen another comment of the same transaction, so nobody can quote one.
    """
    understood: dict[int, ParsedComment] = {}
    for thread_id, written in _by_thread(accepted).items():
        memory = FingerprintLookup(thread_id, written[0].id)
        reader = CommentParser(written[0].thread, memory)
        memory.look_up(reader.probes(it.text for it in written))
        memory.meet({it.parent.id for it in written if it.parent})
        for it in written:
            understood[it.id] = reader.read(it.text, it.draft.parent_id)
    return understood


def _by_thread(accepted: Sequence[_Accepted]) -> Mapping[int, list[_Accepted]]:
    found: defaultdict[int, list[_Accepted]] = defaultdict(list)
    for it in accepted:
        found[it.thread.id].append(it)
    return found


def _insert(
    accepted: Sequence[_Accepted], understood: Mapping[int, ParsedComment], posted_at: datetime
) -> None:
    blank = {field.attname: field.get_default() for field in Comment._meta.concrete_fields}
    rows = [
        blank
        | {
            "id": it.id,
            "publication_id": it.thread.publication_id,
            "thread_id": it.thread.id,
            "root_id": it.root_id,
            "parent_id": it.draft.parent_id,
            "author_id": it.draft.actor.id,
            "idempotency_key": it.draft.idempotency_key,
            "posted_at": posted_at,
            "text": it.text,
            "html": understood[it.id].html,
            "status": Comment.Status.HELD.value if it.is_held else Comment.Status.PUBLISHED.value,
            "article_runs": understood[it.id].article_runs,
        }
        for it in accepted
    ]
    insert_rows(Comment, list(blank), [list(row.values()) for row in rows])


def _submitted(it: _Accepted) -> CommentSubmitted:
    return CommentSubmitted(
        publication_id=it.thread.publication_id, thread_id=it.thread.id, comment_id=it.id
    )


def _counted(it: _Accepted) -> CommentPosted:
    it.thread.revision += 1
    it.thread.comment_count += 1
    return CommentPosted(
        publication_id=it.thread.publication_id,
        thread_id=it.thread.id,
        revision=it.thread.revision,
        comment_id=it.id,
        root_id=it.root_id,
    )

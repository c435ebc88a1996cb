"""Comments that nothing stands against, on their way into the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from belowline.core.bulk_sql import insert_objects
from belowline.discussion.events import CommentPosted, CommentSubmitted
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.comment_parsing import CommentParser, ParsedComment
from belowline.discussion.queries.fingerprint_lookup import FingerprintLookup
from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.drafts import Draft


@dataclass(frozen=True, slots=True)
class Accepted:
    """A draft that nothing stands against; `is_held`: a moderator reads it before others do."""

    id: int
    draft: Draft
    text: str
    thread: Thread
    parent: Comment | None
    is_held: bool

    @property
    def root_id(self) -> int:
        """The top-level comment that it is under, or itself."""
        return self.parent.root_id if self.parent else self.id


def understood_of(accepted: Sequence[Accepted]) -> dict[int, ParsedComment]:
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


def submission_of(it: Accepted, parsed: ParsedComment) -> Submission:
    """The comment as whoever screens it sees it."""
    return Submission(
        comment_id=it.id,
        actor=it.draft.actor,
        thread=it.thread,
        text=it.text,
        parsed=parsed,
        parent_id=it.draft.parent_id,
        version=1,
        is_sure=it.draft.is_sure,
        can_be_held=True,
        waits_anyway=it.is_held,
    )


def insert(
    accepted: Sequence[Accepted], understood: Mapping[int, ParsedComment], posted_at: datetime
) -> list[Comment]:
    """Writes the comments' rows, and returns them."""
    blank = _blank()
    rows = [
        {
            **blank,
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
    return insert_objects(Comment, list(blank), [list(row.values()) for row in rows])


@cache
def _blank() -> Mapping[str, object]:
    """What a comment's fields hold where nothing is said of them."""
    return {field.attname: field.get_default() for field in Comment._meta.concrete_fields}


def submitted(it: Accepted) -> CommentSubmitted:
    """That it waits for a moderator."""
    return CommentSubmitted(
        publication_id=it.thread.publication_id, thread_id=it.thread.id, comment_id=it.id
    )


def counted(it: Accepted) -> CommentPosted:
    """That it was posted; its thread has one comment more, and another revision."""
    it.thread.revision += 1
    it.thread.comment_count += 1
    return CommentPosted(
        publication_id=it.thread.publication_id,
        thread_id=it.thread.id,
        revision=it.thread.revision,
        comment_id=it.id,
        root_id=it.root_id,
    )


def _by_thread(accepted: Sequence[Accepted]) -> Mapping[int, list[Accepted]]:
    found: defaultdict[int, list[Accepted]] = defaultdict(list)
    for it in accepted:
        found[it.thread.id].append(it)
    return found

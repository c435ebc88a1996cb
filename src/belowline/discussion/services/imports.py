"""Brings comments that were kept elsewhere into a thread, in batches, each once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F

from belowline.accounts.queries.names import folded
from belowline.core.events import publish
from belowline.core.ids import id_at
from belowline.core.markup import clean_line, clean_text
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.events import CommentsImported
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.comment_parsing import CommentParser, ParsedComment
from belowline.discussion.quotation import EarlierComment
from belowline.discussion.services.graph import Node, write_edges
from belowline.discussion.services.import_memory import BatchMemory
from belowline.discussion.services.import_scores import rescore
from belowline.discussion.services.locks import advance_revision, lock_thread
from belowline.discussion.services.votes import rank

BATCH = 500
_LONGEST = 100_000
"""Characters of a comment; other systems have other limits, or none."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment as another system kept it.

    `key` tells it from all others of its thread and is the same at the next import. `moment`
    places it in the thread; `posted_at` is shown and is None where the time is not known.
    `text` is Markdown. `author_name` is empty for an unnamed reader; `is_recovered` says that it
    was worked out from what others wrote; `author_id` is the account here of whoever has one.
    `parent_key` names an earlier comment that it answers.
    """

    key: str
    text: str
    moment: datetime
    posted_at: datetime | None
    author_name: str = ""
    author_id: int | None = None
    is_recovered: bool = False
    up: int = 0
    down: int = 0
    parent_key: str | None = None


@dataclass(frozen=True, slots=True)
class ImportCount:
    """How many comments of a batch were new, were here already, and of these had other scores."""

    added: int
    known: int
    rescored: int


def import_comments(
    *, thread_id: int, comments: Iterable[ImportedComment], article: str = ""
) -> Iterator[ImportCount]:
    """Writes the comments, which come in order of time, and counts each batch once it is kept.

    A batch is one transaction; what an earlier run has written is left as it is but for its old
    site's score, which follows, so that a run that was cut short is simply started again. What is
    new between comments that are here gets its place between them. `article` are words of the
    article that are not among its own text. Raises Invalid for a comment without text, Conflict for
    one that answers a held comment.
    """
    source = iter(comments)
    while batch := list(islice(source, BATCH)):
        with transaction.atomic():
            count = _write(thread_id, batch, article)
        yield count


def _write(thread_id: int, batch: Sequence[ImportedComment], article: str) -> ImportCount:
    thread = lock_thread(thread_id)
    known = _ids_by_key(thread, batch)
    rescored = rescore(
        {known[it.key]: (it.up, it.down) for it in batch if it.key in known}, at_once=BATCH
    )
    fresh = [comment for comment in batch if comment.key not in known]
    run = _Run(thread, dict(known), article)
    run.look_up(fresh)
    for comment, following in _with_following(batch, known):
        if comment.key in known:
            run.pass_by(known[comment.key])
        else:
            run.take(comment, before=following)
    run.save()
    if fresh or rescored:
        publish(
            CommentsImported(
                publication_id=thread.publication_id,
                thread_id=thread.id,
                revision=advance_revision(thread.id, comments=len(fresh)),
            )
        )
    return ImportCount(len(fresh), len(batch) - len(fresh), rescored)


def _with_following(
    batch: Sequence[ImportedComment], known: Mapping[str, int]
) -> Iterator[tuple[ImportedComment, int | None]]:
    """Each comment with the id of the next one in order that is here already."""
    following: int | None = None
    pairs: list[tuple[ImportedComment, int | None]] = []
    for comment in reversed(batch):
        pairs.append((comment, following))
        following = known.get(comment.key, following)
    return reversed(pairs)


def _clean(imported: ImportedComment) -> str:
    return clean_text(imported.text, most=_LONGEST)


def _name(imported: ImportedComment) -> str:
    return clean_line(imported.author_name[:_LONGEST_NAME], most=_LONGEST_NAME)


def _ids_by_key(thread: Thread, batch: Sequence[ImportedComment]) -> dict[str, int]:
    keys = {comment.key for comment in batch} | {
        comment.parent_key for comment in batch if comment.parent_key
    }
    rows = Comment.objects.filter(thread=thread, import_key__in=keys)
    return {key: number for key, number in rows.values_list("import_key", "id") if key}


class _Run:
    """One batch on its way into the database."""

    def __init__(self, thread: Thread, known: dict[str, int], article: str) -> None:
        self._thread = thread
        self._ids = known
        self._memory = BatchMemory(thread.id)
        self._reader = CommentParser(thread, self._memory, article)
        self._last = 0
        self._comments: dict[int, Comment] = {}
        self._nodes: list[Node] = []
        self._answered: Counter[int] = Counter()
        self._replied: Counter[int] = Counter()

    def look_up(self, batch: Iterable[ImportedComment]) -> None:
        """Asks the database, once for the batch, what its comments may quote."""
        texts = [_clean(imported) for imported in batch]
        self._memory.look_up(self._reader.probes(texts))

    def pass_by(self, known: int) -> None:
        """Goes on behind a comment that is here already."""
        self._last = max(self._last, known)

    def take(self, imported: ImportedComment, *, before: int | None) -> None:
        """Works one comment out, to stand before the id `before`; nothing is written yet."""
        text = _clean(imported)
        if not text:
            raise Invalid(f"The comment {imported.key} has no text.")
        parent = self._parent(imported)
        identifier = self._last = self._free_id(imported.moment, parent, before)
        self._ids[imported.key] = identifier
        understood = self._reader.read(text, parent.id if parent else None)
        row = self._row(identifier, imported, text, understood, parent)
        self._comments[identifier] = row
        self._connect(row, understood)
        self._memory.fresh.add(
            EarlierComment(identifier, _name(imported) or None, imported.posted_at, text),
            understood.quoted,
        )

    def save(self) -> None:
        """Writes what was taken, and moves the counters of what it answers."""
        self._count(self._answered, "answers")
        self._count(self._replied, "replies")
        Comment.objects.bulk_create(self._comments.values())
        write_edges(self._nodes)
        times = [row.posted_at for row in self._comments.values() if row.posted_at]
        latest = max([*times, *filter(None, [self._thread.last_comment_at])], default=None)
        Thread.objects.filter(pk=self._thread.id).update(last_comment_at=latest)

    def _count(self, numbers: Counter[int], counter: str) -> None:
        for target, number in numbers.items():
            if target in self._comments:
                setattr(self._comments[target], counter, number)
            else:
                Comment.objects.filter(pk=target).update(**{counter: F(counter) + number})

    def _parent(self, imported: ImportedComment) -> Comment | None:
        if imported.parent_key is None or imported.parent_key not in self._ids:
            return None
        parent_id = self._ids[imported.parent_key]
        parent = self._comments.get(parent_id) or Comment.objects.get(pk=parent_id)
        if parent.status == Comment.Status.HELD:
            raise Conflict(
                f"The comment {imported.key} answers {imported.parent_key}, which is held. "
                "Publish or remove that one at the desk, then start the import again."
            )
        return parent

    def _free_id(self, moment: datetime, parent: Comment | None, before: int | None) -> int:
        """An id of this moment, behind the parent's and all that came before it in this run, and
        in front of the next one that is here, as far as there is room.
        """
        least = max(self._last, parent.id if parent else 0)
        identifier = max(id_at(moment), least + 1)
        is_behind = before is not None and identifier >= before > least + 1
        return least + (before - least) // 2 if before is not None and is_behind else identifier

    def _row(
        self,
        identifier: int,
        imported: ImportedComment,
        text: str,
        understood: ParsedComment,
        parent: Comment | None,
    ) -> Comment:
        name = "" if imported.author_id else _name(imported)
        row = Comment(
            id=identifier,
            publication_id=self._thread.publication_id,
            thread=self._thread,
            root_id=parent.root_id if parent else identifier,
            parent_id=parent.id if parent else None,
            author_id=imported.author_id,
            author_name=name,
            author_key=folded(name),
            is_recovered=imported.is_recovered,
            import_key=imported.key,
            posted_at=imported.posted_at,
            text=text,
            html=understood.html,
            article_runs=understood.article_runs,
            imported_up=imported.up,
            imported_down=imported.down,
        )
        rank(row)
        return row

    def _connect(self, row: Comment, understood: ParsedComment) -> None:
        node = Node(row.id, self._thread.id, row.parent_id, understood)
        self._nodes.append(node)
        self._answered.update(node.edges.keys())
        if row.parent_id is not None:
            self._replied[row.root_id] += 1

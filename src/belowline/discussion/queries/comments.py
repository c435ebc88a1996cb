"""Comments as readers see them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from belowline.accounts.queries.people import AuthorCard, authors_here, role_of
from belowline.core.bulk_sql import select_objects, select_rows
from belowline.core.ids import encode
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.shown_texts import shown_texts

_HELD = Comment.Status.HELD.value
_PUBLISHED = Comment.Status.PUBLISHED.value
_NOBODY = AuthorCard("", "", has_profile=False)
_Badges = dict[int, dict[int, tuple[str, ...]]]  # by publication and person


@dataclass(frozen=True, slots=True)
class Answered:
    """The comment that another one replies to; `author` is empty for an unnamed reader."""

    id: int
    author: str

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment. Votes are totals; the `imported` ones are those that came from elsewhere.

    `html` is empty where the text is not shown. `picture` is the digest of the author's, empty
    where there is none to be shown; `badges` stand beside the author's name, a staff role first;
    `has_profile` is whether the author has an account that is not closed. `reason` (a code) and
    `explanation` say why a moderator removed it; `labels` are kept as label_codes.py says, those
    that only moderators see among them. `is_picked` and `is_pinned` are what editors have
    marked it as. Where the discussion has no votes (`has_votes`), there are none here either.
    """

    id: int
    publication_id: int
    thread_id: int
    root_id: int
    parent: Answered | None
    author_id: int | None
    author: str
    picture: str
    has_profile: bool
    is_recovered: bool
    is_imported: bool
    badges: tuple[str, ...]
    posted_at: datetime | None
    edited_at: datetime | None
    html: str
    status: str
    version: int
    reason: str
    explanation: str
    labels: str
    up: int
    down: int
    imported_up: int
    imported_down: int
    answers: int
    best: float
    disputed: float
    is_picked: bool
    is_pinned: bool
    has_votes: bool

    @property
    def ref(self) -> str:
        """The id as addresses write it."""
        return encode(self.id)

    @property
    def thread_ref(self) -> str:
        """The thread's id as addresses write it."""
        return encode(self.thread_id)

    @property
    def root_ref(self) -> str:
        """The top-level comment's id as addresses write it."""
        return encode(self.root_id)

    @property
    def author_ref(self) -> str:
        """The author's id as addresses write it; empty for one without a profile."""
        return encode(self.author_id) if self.author_id and self.has_profile else ""

    @property
    def role(self) -> str:
        """The author's staff role, or empty."""
        return role_of(self.badges)

    @property
    def net(self) -> int:
        """Up votes less down votes."""
        return self.up - self.down

    @property
    def is_held(self) -> bool:
        """Whether nobody but its author and the moderators sees it."""
        return self.status == _HELD

    @property
    def is_published(self) -> bool:
        """Whether the text is shown."""
        return self.status == _PUBLISHED


def comment(*, publication_id: int, comment_id: int) -> CommentView | None:
    """The publication's comment with this id as readers see it, or None."""
    return next(iter(comments([comment_id], publication_id=publication_id)), None)


def comment_with_hidden_text(*, publication_id: int, comment_id: int) -> CommentView | None:
    """The same with its text whatever its state: for its author and for the desk only."""
    found = comments_with_hidden_text([comment_id])
    return next((it for it in found if it.publication_id == publication_id), None)


def views(
    rows: Iterable[Comment],
    *,
    with_hidden_text: bool = False,
    without_votes: Container[int] | None = None,
    answered: Mapping[int, Comment] | None = None,
) -> list[CommentView]:
    """The views of these rows, in their order, with four questions to the database in all; fewer
    where the threads that have no votes, or the comments that are answered, by id, are at hand.

    Of a comment that is not published they have no text, unless it is asked for by its name.
    """
    found = list(rows)
    if not found:
        return []
    answered = _answered(found) if answered is None else answered
    named, beside = _authors(found, answered)
    parents = {key: Answered(key, _name(row, named)) for key, row in answered.items()}
    texts = shown_texts(found, with_hidden_text=with_hidden_text)
    if without_votes is None:
        threads = select_rows(Thread, ["id", "has_votes"], id={row.thread_id for row in found})
        without_votes = {key for key, has_votes in threads if not has_votes}
    shown = [_view(row, parents, named, beside, texts[row.id]) for row in found]
    return [_unvoted(it) if it.thread_id in without_votes else it for it in shown]


def comments(ids: Sequence[int], *, publication_id: int) -> list[CommentView]:
    """Those of the publication's comments that have these ids as readers see them, in the order of
    `ids`.
    """
    rows = [
        row
        for row in select_objects(Comment, id=ids)
        if row.publication_id == publication_id and row.status != _HELD
    ]
    return _in_order(views(rows), ids)


def comments_with_hidden_text(ids: Sequence[int]) -> list[CommentView]:
    """The comments with these ids, held ones too, with their texts whatever their state: for
    their authors and for the desk only.
    """
    return _in_order(views(select_objects(Comment, id=ids), with_hidden_text=True), ids)


def _in_order(found: Iterable[CommentView], ids: Sequence[int]) -> list[CommentView]:
    by_id = {view.id: view for view in found}
    return [by_id[identifier] for identifier in ids if identifier in by_id]


def _unvoted(view: CommentView) -> CommentView:
    return replace(
        view, up=0, down=0, imported_up=0, imported_down=0, best=0.0, disputed=0.0, has_votes=False
    )


def _answered(rows: Sequence[Comment]) -> dict[int, Comment]:
    """The comments that these reply to, by id."""
    wanted = {row.parent_id for row in rows if row.parent_id}
    at_hand = {row.id: row for row in rows if row.id in wanted}
    missing = select_objects(
        Comment, ["id", "author_id", "author_name"], id=wanted - at_hand.keys()
    )
    return at_hand | {row.id: row for row in missing}


def _authors(
    rows: Sequence[Comment], answered: Mapping[int, Comment]
) -> tuple[dict[int, AuthorCard], _Badges]:
    """What stands beside what these people write, and their badges at each publication."""
    named, beside = dict[int, AuthorCard](), _Badges()
    for publication_id in {row.publication_id for row in rows}:
        here = [row for row in rows if row.publication_id == publication_id]
        said = (*here, *filter(None, (answered.get(it.parent_id or 0) for it in here)))
        authors = {row.author_id for row in said if row.author_id}
        cards, beside[publication_id] = authors_here(authors, publication_id=publication_id)
        named |= cards
    return named, beside


def _name(row: Comment, named: Mapping[int, AuthorCard]) -> str:
    return named.get(row.author_id, _NOBODY).name if row.author_id else row.author_name


def _view(
    row: Comment,
    parents: Mapping[int, Answered],
    named: Mapping[int, AuthorCard],
    beside: _Badges,
    html: str,
) -> CommentView:
    card = named.get(row.author_id, _NOBODY) if row.author_id else _NOBODY
    return CommentView(
        id=row.id,
        publication_id=row.publication_id,
        thread_id=row.thread_id,
        root_id=row.root_id,
        parent=parents.get(row.parent_id) if row.parent_id else None,
        author_id=row.author_id,
        author=card.name if row.author_id else row.author_name,
        picture=card.picture,
        has_profile=card.has_profile,
        is_recovered=row.is_recovered,
        is_imported=row.import_key is not None,
        badges=beside[row.publication_id].get(row.author_id, ()) if row.author_id else (),
        posted_at=row.posted_at,
        edited_at=row.edited_at,
        html=html,
        status=row.status,
        version=row.version,
        reason=row.reason,
        explanation=row.explanation,
        labels=row.labels,
        up=row.up + row.imported_up,
        down=row.down + row.imported_down,
        imported_up=row.imported_up,
        imported_down=row.imported_down,
        answers=row.answers,
        best=row.best,
        disputed=row.disputed,
        is_picked=row.picked_at is not None,
        is_pinned=row.pinned_at is not None,
        has_votes=True,
    )

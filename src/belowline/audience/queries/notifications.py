"""What a reader is told of what happened in discussions, as it is true now, in groups."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import QuerySet

from belowline.accounts.queries.relationships import silenced_by
from belowline.audience.models import Notification
from belowline.core.ids import encode, moment_of
from belowline.discussion.queries.comments import CommentView, comments
from belowline.discussion.queries.following import new_comments
from belowline.discussion.queries.threads import article_ids_of_threads, with_shown_thread
from belowline.newsroom.queries.articles import ArticleCard, cards

PAGE = 60
MOST_COUNTED = 99
"""Notifications that are counted; more are "99+"."""
_WITHIN = timedelta(minutes=10)
"""Answers to one comment, or comments of one discussion by people who are followed, that come after
one another within this are one notification."""
_NAMED = 3
_ANSWERS = frozenset({"reply", "quote", "mention"})


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One of them: several answers to one comment at once are one.

    `kind` is as in models.Notification; `comment` is the newest that tells it, `about` the reader's
    own that is answered, `names` are the people who answer, the newest first, up to three, `others`
    how many more; or those whom the reader follows and who have commented. `new` counts what is new
    in a thread that is followed.
    """

    id: int
    kind: str
    comment: CommentView
    about: CommentView | None
    article: ArticleCard
    names: tuple[str, ...]
    others: int
    new: int
    at: datetime
    is_seen: bool
    is_folded: bool

    @property
    def path(self) -> str:
        """Where it leads."""
        return f"/c/{self.comment.ref}"


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """A page of them, the newest first; `folded` are those that are shown apart. `before` leads to
    the older ones, None where there are none.
    """

    shown: Sequence[NotificationView]
    folded: Sequence[NotificationView]
    before: str | None


def notifications(
    *, person_id: int, publication_id: int, before: int | None = None
) -> NotificationPage:
    """Those of this person at the publication, older than the one with the id `before`."""
    rows = _of(person_id, publication_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-id")[: PAGE + 1])
    views = _views(found[:PAGE], person_id, publication_id)
    return NotificationPage(
        [it for it in views if not it.is_folded],
        [it for it in views if it.is_folded],
        encode(found[PAGE - 1].id) if len(found) > PAGE else None,
    )


def unseen_notifications(*, person_id: int, publication_id: int) -> list[NotificationView]:
    """Those that this person has not seen, the newest first, up to MOST_COUNTED rows of them."""
    rows = _of(person_id, publication_id).filter(seen_at__isnull=True, is_folded=False)
    return _views(rows.order_by("-id")[:MOST_COUNTED], person_id, publication_id)


def unmailed_notifications(*, person_id: int, publication_id: int) -> list[NotificationView]:
    """The same without those that a letter has told, and without removals: of these the moderators
    write themselves.
    """
    rows = (
        _of(person_id, publication_id)
        .filter(seen_at__isnull=True, is_folded=False, mailed_at__isnull=True)
        .exclude(kind=Notification.Kind.REMOVED)
    )
    return _views(rows.order_by("-id")[:MOST_COUNTED], person_id, publication_id)


def unpushed_notifications(*, person_id: int, publication_id: int) -> list[NotificationView]:
    """The unseen ones whose newest part no device was told."""
    new = _of(person_id, publication_id).filter(seen_at__isnull=True, pushed_at__isnull=True)
    untold = set(new.order_by("-id").values_list("id", flat=True)[:MOST_COUNTED])
    if not untold:
        return []
    unseen = unseen_notifications(person_id=person_id, publication_id=publication_id)
    return [it for it in unseen if it.id in untold]


def _of(person_id: int, publication_id: int) -> QuerySet[Notification]:
    return Notification.objects.filter(person_id=person_id, publication_id=publication_id)


def _views(
    found: Iterable[Notification], person_id: int, publication_id: int
) -> list[NotificationView]:
    rows = list(found)
    if not rows:
        return []
    facts = _Facts(rows, person_id, publication_id)
    told = [row for row in rows if facts.is_true(row)]
    return [facts.view(group) for group in _groups(told)]


class _Facts:
    """What the notifications of one person are judged by and made of, read at once."""

    def __init__(self, rows: Sequence[Notification], person_id: int, publication_id: int) -> None:
        ids = {row.comment_id for row in rows} | {row.about_id for row in rows if row.about_id}
        shown = with_shown_thread(comments(sorted(ids), publication_id=publication_id))
        self._comments = {it.id: it for it in shown}
        self._articles = article_ids_of_threads(shown)
        wanted = set(self._articles.values())
        self._cards = cards(wanted, publication_ids=[publication_id])
        self._silenced = silenced_by(person_id)
        has_news = any(row.kind == Notification.Kind.NEWS for row in rows)
        self._new = (
            new_comments(person_id=person_id, publication_id=publication_id) if has_news else {}
        )

    def is_true(self, row: Notification) -> bool:
        """Whether it may be told: what it tells stands, by nobody whom the reader has silenced."""
        comment = self._comments.get(row.comment_id)
        if comment is None or self._articles.get(comment.thread_id) not in self._cards:
            return False
        if row.kind == Notification.Kind.REMOVED:
            return comment.status == "removed"
        if row.kind == Notification.Kind.NEWS:
            return row.seen_at is not None or bool(self._new.get(row.thread_id))
        if row.kind == Notification.Kind.PICKED and not comment.is_picked:
            return False
        return comment.is_published and comment.author_id not in self._silenced

    def view(self, group: Sequence[Notification]) -> NotificationView:
        """The view of rows that are told together, the newest first."""
        first = group[0]
        said = [self._comments[row.comment_id] for row in group]
        is_answered = first.about_id is not None
        has_names = is_answered or first.kind == Notification.Kind.PERSON
        names = tuple(dict.fromkeys(it.author for it in said)) if has_names else ()
        kinds = {row.kind for row in group}
        return NotificationView(
            first.id,
            first.kind if len(kinds) == 1 else Notification.Kind.REPLY,
            said[0],
            self._comments.get(first.about_id) if first.about_id else None,
            self._cards[self._articles[said[0].thread_id]],
            names[:_NAMED],
            len(names[_NAMED:]),
            self._new.get(first.thread_id, 0) if first.kind == Notification.Kind.NEWS else 0,
            moment_of(first.id),
            is_seen=first.seen_at is not None,
            is_folded=first.is_folded,
        )


def _groups(rows: Sequence[Notification]) -> Iterator[list[Notification]]:
    """The rows in their order, those together that are told as one."""
    group = rows[:1]
    for last, row in pairwise(rows):
        if _belong(last, row):
            group = [*group, row]
        else:
            yield list(group)
            group = [row]
    if group:
        yield list(group)


def _belong(last: Notification, row: Notification) -> bool:
    is_answers = {last.kind, row.kind} <= _ANSWERS and last.about_id == row.about_id
    by_followed = last.kind == row.kind == Notification.Kind.PERSON
    return (
        (is_answers or (by_followed and last.thread_id == row.thread_id))
        and last.is_folded == row.is_folded
        and (last.seen_at is None) == (row.seen_at is None)
        and moment_of(last.id) - moment_of(row.id) < _WITHIN
    )

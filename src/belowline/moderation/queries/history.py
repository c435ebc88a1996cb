"""Comments of a publication that were posted before, with what a rule would have known of them, and
what people decided about them.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count

from belowline.accounts.models import Person
from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import encode, first_id_of
from belowline.core.markup import own_words
from belowline.discussion.models import Comment, Thread
from belowline.discussion.quotation import fingerprints
from belowline.moderation.models import Decision
from belowline.moderation.queries.duty import DutyTimes
from belowline.moderation.queries.facts import quoted_share, share_of, window_of
from belowline.moderation.queries.heat import heat_above
from belowline.moderation.queries.peoples_decisions import last_by_people
from belowline.moderation.screening.definition import Definition, Kind
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.languages import language_of
from belowline.newsroom.models import Article
from belowline.newsroom.queries.publications import zone_of

_AT_ONCE = 500
_DAY = timedelta(days=1)
_MOST_TEXTS = 30
_READ = ("id", "thread_id", "parent_id", "author_id", "posted_at", "text", "html", "status")
_KEEPS = frozenset({Decision.Outcome.KEPT, Decision.Outcome.PUBLISHED, Decision.Outcome.RESTORED})


@dataclass(frozen=True, slots=True)
class PastComment:
    """A comment: what was known of it, whose it is, and whether people have removed or kept it."""

    id: int
    facts: Facts
    author_id: int
    is_removed: bool
    is_kept: bool


def newest_ids(*, publication_id: int, period: timedelta, most: int) -> list[int]:
    """The publication's comments of this period, so many of the newest, the oldest first. What
    their authors have deleted is not there, nor what was written without an account.
    """
    since = now() - period
    rows = Comment.objects.filter(
        id__gte=first_id_of(since),
        publication=publication_id,
        author__isnull=False,
        posted_at__isnull=False,
    ).exclude(status__in=(Comment.Status.WITHDRAWN, Comment.Status.ERASED))
    return sorted(rows.order_by("-id").values_list("id", flat=True)[:most])


class History:
    """Reads comments from the oldest to the newest, and remembers what the next have to know.

    First comments are counted by what still stands: what passed by whom is not worked out anew.
    """

    def __init__(self, definition: Definition, *, publication_id: int) -> None:
        self._kinds = definition.kinds
        self._publication_id = publication_id
        self._zone = zone_of(publication_id) if Kind.HOURS in self._kinds else None
        self._window = window_of([definition])
        self._duty: DutyTimes | None = None
        self._joined: dict[int, datetime] = {}
        self._stood: dict[int, int] = {}
        self._sections: dict[int, str] = {}
        self._stories: dict[int, str] = {}
        self._times: defaultdict[int, deque[datetime]] = defaultdict(deque)
        self._said: defaultdict[int, deque[_Said]] = defaultdict(lambda: deque(maxlen=_MOST_TEXTS))

    def read(self, ids: Sequence[int]) -> Iterator[list[PastComment]]:
        """These comments, in pieces of some hundred."""
        for start in range(0, len(ids), _AT_ONCE):
            piece = ids[start : start + _AT_ONCE]
            rows = [_Row(*row) for row in sorted(select_rows(Comment, _READ, id=piece))]
            kept = _kept_by_people(piece)
            self._look_up(ids[0], rows)
            yield [self._past(row, is_kept=row.id in kept) for row in rows]

    def _look_up(self, first_id: int, rows: Sequence["_Row"]) -> None:
        """What has to be known of authors and threads that come for the first time."""
        people = {row.author_id for row in rows} - self._joined.keys()
        if Kind.NEW_ACCOUNT in self._kinds:
            self._joined |= dict(select_rows(Person, ["id", "joined_at"], id=people))
        if Kind.FIRST_COMMENTS in self._kinds:
            new = {row.author_id for row in rows} - self._stood.keys()
            earlier = Comment.objects.filter(
                author__in=new, id__lt=first_id, status=Comment.Status.PUBLISHED
            )
            counted = earlier.order_by().values_list("author").annotate(Count("id"))
            self._stood |= {**dict.fromkeys(new, 0), **dict(counted)}
        if Kind.SECTIONS in self._kinds:
            threads = {row.thread_id for row in rows} - self._sections.keys()
            self._sections |= _sections(threads)
        if Kind.STORIES in self._kinds:
            threads = {row.thread_id for row in rows} - self._stories.keys()
            articles = select_rows(Thread, ["id", "article_id"], id=threads)
            self._stories |= {key: encode(article_id) for key, article_id in articles}
        if Kind.UNATTENDED in self._kinds and self._duty is None and rows:
            since = min(row.posted_at for row in rows)
            self._duty = DutyTimes(publication_id=self._publication_id, since=since)

    def _past(self, row: "_Row", *, is_kept: bool) -> PastComment:
        by, at = row.author_id, row.posted_at
        past = PastComment(
            row.id,
            Facts(
                text=row.text,
                moment=at.astimezone(self._zone) if self._zone else at,
                author=encode(by),
                age=at - self._joined[by] if by in self._joined else None,
                stood=self._stood.get(by),
                lately=self._lately(by, at) if self._window else (),
                repeated=self._repeated(row) if Kind.REPEATED in self._kinds else 0.0,
                quoted=quoted_share(row.html) if Kind.QUOTED in self._kinds else 0.0,
                language=language_of(own_words(row.html)) if Kind.LANGUAGES in self._kinds else "",
                section=self._sections.get(row.thread_id, ""),
                story=self._stories.get(row.thread_id, ""),
                heat=self._heat(row) if Kind.HEAT in self._kinds else 0,
                is_attended=self._duty is None or self._duty.is_attended(at),
            ),
            by,
            is_removed=row.status == Comment.Status.REMOVED,
            is_kept=is_kept,
        )
        if row.status == Comment.Status.PUBLISHED and by in self._stood:
            self._stood[by] += 1
        return past

    def _heat(self, row: "_Row") -> int:
        """As it is now; when each report came makes no difference here."""
        return heat_above(row.parent_id, publication_id=self._publication_id)

    def _lately(self, person_id: int, moment: datetime) -> list[datetime]:
        times = self._times[person_id]
        while times and times[0] <= moment - self._window:
            times.popleft()
        found = list(times)
        times.append(moment)
        return found

    def _repeated(self, row: "_Row") -> float:
        """How much of it its author had said within a day, or somebody in the same thread."""
        own = fingerprints(row.text)
        since = row.posted_at - _DAY
        told = [numbers for when, numbers in self._said[row.author_id] if when > since]
        told += [numbers for _, numbers in self._said[-row.thread_id]]
        for key in (row.author_id, -row.thread_id):
            self._said[key].append((row.posted_at, own))
        return max((share_of(own, numbers) for numbers in told), default=0.0)


_Said = tuple[datetime, frozenset[int]]


class _Row(NamedTuple):
    id: int
    thread_id: int
    parent_id: int | None
    author_id: int
    posted_at: datetime
    text: str
    html: str
    status: str


def _sections(thread_ids: Collection[int]) -> dict[int, str]:
    articles = dict(select_rows(Thread, ["id", "article_id"], id=thread_ids))
    rows = select_rows(Article, ["id", "section_id"], id=set(articles.values()))
    of_articles = {key: encode(section_id) for key, section_id in rows}
    return {key: of_articles.get(article_id, "") for key, article_id in articles.items()}


def _kept_by_people(comment_ids: Sequence[int]) -> set[int]:
    """Those whose last decision of a person's that stands lets them be shown."""
    return {key for key, outcome in last_by_people(comment_ids).items() if outcome in _KEEPS}

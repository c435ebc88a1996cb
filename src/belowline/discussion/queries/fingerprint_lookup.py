"""What was said in a thread before, as the recogniser of quotes asks for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from belowline.accounts.models import Person
from belowline.accounts.queries.names import casefold_key, folded
from belowline.accounts.queries.people import author_cards
from belowline.core.bulk_sql import select_objects, select_rows
from belowline.discussion.models import IN_PLACE, Comment, Fingerprint
from belowline.discussion.quotation import EarlierComment

_MOST = 40
_READ = ("id", "thread_id", "status", "author_id", "author_name", "posted_at", "text")
_LOWER = 2**40 - 1
_UPPER = 2**64 - 2**41
_SPREAD = 0x9E3779B97F4A7C15  # 2**64 / the golden ratio (Knuth, TAOCP 3, section 6.4)


class FingerprintLookup:
    """The published comments of a thread with an id below `before`; reads only what is asked."""

    def __init__(self, thread_id: int, before: int) -> None:
        self._thread_id = thread_id
        self._before = before
        self._holders: Mapping[int, Sequence[int]] | None = None
        self._met: Mapping[int, EarlierComment] = {}

    def sharing(self, fingerprints: Collection[int]) -> Sequence[EarlierComment]:
        """The earliest comments whose own words hold any of these fingerprints."""
        holders = self._holders
        if holders is None:
            holders = self._looked_up(fingerprints)
        ids = {found for number in fingerprints for found in holders.get(number, ())}
        return self._comments(sorted(ids)[:_MOST])

    def look_up(self, fingerprints: Collection[int]) -> None:
        """Asks for many fingerprints at once; `sharing` then knows of these and no others."""
        self._holders = self._looked_up(fingerprints)

    def meet(self, remark_ids: Collection[int]) -> None:
        """Asks for many comments at once; `comment` then knows them."""
        self._met = {it.id: it for it in self._comments(remark_ids)}

    def _looked_up(self, fingerprints: Collection[int]) -> Mapping[int, Sequence[int]]:
        holders: defaultdict[int, list[int]] = defaultdict(list)
        asked = digests(self._thread_id, fingerprints)
        for digest, comment_id in select_rows(Fingerprint, ["digest", "comment_id"], digest=asked):
            holders[asked[digest]].append(comment_id)
        return holders

    def by_name(self, names: Collection[str]) -> Sequence[EarlierComment]:
        """The comments of whoever has one of these names, whatever their case."""
        keys = {folded(name) for name in names}
        alike = {casefold_key(name) for name in names}
        people = Person.objects.filter(casefold_key__in=alike).values_list("id", flat=True)
        by_account = self._newest(Q(author_id__in=list(people)))
        return [*by_account, *self._newest(~Q(author_key="") & Q(author_key__in=keys))]

    def comment(self, comment_id: int) -> EarlierComment | None:
        """The comment with this id, or None where the thread has none."""
        met = self._met.get(comment_id)
        return met or next(iter(self._comments([comment_id])), None)

    def _newest(self, condition: Q) -> list[EarlierComment]:
        """The newest of the thread's comments for which this is so."""
        rows = Comment.objects.filter(
            condition,
            IN_PLACE,
            thread_id=self._thread_id,
            id__lt=self._before,
            status=Comment.Status.PUBLISHED,
        )
        return self._comments(rows.order_by("-id").values_list("id", flat=True)[:_MOST])

    def _comments(self, ids: Iterable[int]) -> list[EarlierComment]:
        """Those of these comments that are the thread's and published, the newest first."""
        found = [
            row
            for row in select_objects(Comment, _READ, id=ids)
            if row.thread_id == self._thread_id and row.id < self._before and _is_published(row)
        ]
        named = author_cards({row.author_id for row in found if row.author_id})
        return [
            EarlierComment(
                row.id,
                (named[row.author_id].name if row.author_id else row.author_name) or None,
                row.posted_at,
                row.text,
            )
            for row in sorted(found, key=lambda row: -row.id)
        ]


def _is_published(comment: Comment) -> bool:
    return comment.status == Comment.Status.PUBLISHED.value


def digests(thread_id: int, fingerprints: Iterable[int]) -> dict[int, int]:
    """The fingerprints by what one thread's index keeps them as.

    The thread gives the upper 23 bits, so that what is written together lies together on disk.
    """
    upper = _upper(thread_id)
    return {upper | number & _LOWER: number for number in fingerprints}


def digest_in(thread_id: int, digest: int) -> int:
    """What another thread keeps the fingerprint as that some thread keeps as `digest`, which is a
    complement while the comment is out of sight.
    """
    if digest < 0:
        return ~digest_in(thread_id, ~digest)
    return _upper(thread_id) | digest & _LOWER


def _upper(thread_id: int) -> int:
    return (thread_id * _SPREAD & _UPPER) >> 1

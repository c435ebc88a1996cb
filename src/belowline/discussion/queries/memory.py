"""What was said in a thread before, as the recogniser of quotes asks for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import Q, QuerySet

from belowline.accounts.models import Person
from belowline.accounts.queries.people import name_key
from belowline.discussion.models import Comment, Fingerprint
from belowline.discussion.quotation import Remark

_MOST = 40
_AT_ONCE = 5000


class ThreadRecord:
    """The published comments of a thread with an id below `before`; reads only what is asked."""

    def __init__(self, thread_id: int, before: int) -> None:
        self._thread_id = thread_id
        self._before = before
        self._holders: Mapping[int, Sequence[int]] | None = None

    def sharing(self, fingerprints: Collection[int]) -> Sequence[Remark]:
        """The earliest comments whose own words hold any of these fingerprints."""
        holders = self._holders
        if holders is None:
            holders = self._looked_up(fingerprints)
        ids = {found for number in fingerprints for found in holders.get(number, ())}
        return self._remarks(Q(pk__in=sorted(ids)[:_MOST])) if ids else []

    def look_up(self, fingerprints: Collection[int]) -> None:
        """Asks for many fingerprints at once; `sharing` then knows of these and no others."""
        self._holders = self._looked_up(fingerprints)

    def _looked_up(self, fingerprints: Collection[int]) -> Mapping[int, Sequence[int]]:
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for some in batched(digests(self._thread_id, fingerprints), _AT_ONCE):
            rows = Fingerprint.objects.filter(digest__in=some)
            for digest, comment_id in rows.values_list("digest", "comment_id"):
                holders[digest ^ self._thread_id].append(comment_id)
        return holders

    def by_name(self, names: Collection[str]) -> Sequence[Remark]:
        """The comments of whoever has one of these names, whatever their case."""
        keys = {name_key(name) for name in names}
        people = Person.objects.filter(name_key__in=keys).values_list("id", flat=True)
        by_account = self._remarks(Q(author_id__in=list(people)))
        return [*by_account, *self._remarks(~Q(author_key="") & Q(author_key__in=keys))]

    def remark(self, remark_id: int) -> Remark | None:
        """The comment with this id, or None where the thread has none."""
        return next(iter(self._remarks(Q(pk=remark_id))), None)

    def _remarks(self, condition: Q) -> list[Remark]:
        rows: QuerySet[Comment] = Comment.objects.filter(
            condition,
            thread_id=self._thread_id,
            id__lt=self._before,
            status=Comment.Status.PUBLISHED,
        )
        latest = rows.select_related("author").order_by("-id")[:_MOST]
        return [
            Remark(
                row.id,
                (row.author.name if row.author else row.author_name) or None,
                row.posted_at,
                row.text,
            )
            for row in latest
        ]


def digests(thread_id: int, fingerprints: Collection[int]) -> set[int]:
    """The fingerprints as one thread's index keeps them: signed 64-bit, the thread mixed in."""
    return {fingerprint ^ thread_id for fingerprint in fingerprints}


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """The numbers in lists of up to `size`."""
    source = iter(numbers)
    while some := list(islice(source, size)):
        yield some

"""With whom a person shares words or discussions, and who else writes there."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import islice

from belowline.core.bulk_sql import select_rows
from belowline.core.clock import now
from belowline.core.ids import first_id_of
from belowline.discussion.models import Comment, Fingerprint
from belowline.moderation.models import Decision
from belowline.moderation.queries.history import newest_ids
from belowline.moderation.queries.measures import LASTING

_COMMENTS, _THREADS, _BESIDE, _DECISIONS, _NEWEST = 100, 10, 300, 2_000, 3_000
_DIGESTS, _HOLDERS = 2_000, 5_000
_YEAR = timedelta(days=366)


def company(*, person_id: int, publication_id: int) -> list[int]:
    """Writers of the publication, once each: who used the same words in the same discussion, from
    whom something was kept lately, who wrote beside the person, and who wrote last.
    """
    found = dict.fromkeys(_sharers(person_id, publication_id))
    found |= dict.fromkeys(_restricted(publication_id))
    found |= dict.fromkeys(_beside(person_id, publication_id))
    found |= dict.fromkeys(_writers(publication_id))
    found.pop(person_id, None)
    return list(found)


def _sharers(person_id: int, publication_id: int) -> list[int]:
    rows = Comment.objects.filter(author_id=person_id, publication_id=publication_id)
    own = list(rows.order_by("-id").values_list("id", flat=True)[:_COMMENTS])
    digests = [digest for (digest,) in select_rows(Fingerprint, ["digest"], comment_id=own)]
    holding = Fingerprint.objects.filter(digest__in=digests[:_DIGESTS])
    ids = set(holding.values_list("comment_id", flat=True)[:_HOLDERS]) - set(own)
    return [key for key, _ in Counter(_authors(ids)).most_common()]


def _restricted(publication_id: int) -> Iterator[int]:
    rows = Decision.objects.filter(
        publication=publication_id,
        id__gte=first_id_of(now() - _YEAR),
        person__isnull=False,
        outcome__in=LASTING,
    )
    yield from rows.order_by("-id").values_list("person_id", flat=True)[:_DECISIONS]


def _beside(person_id: int, publication_id: int) -> list[int]:
    rows = Comment.objects.filter(author_id=person_id, publication_id=publication_id)
    newest = rows.order_by("-id").values_list("thread_id", flat=True)[:_COMMENTS]
    found: Counter[int] = Counter()
    for thread_id in islice(dict.fromkeys(newest), _THREADS):
        said = Comment.objects.filter(thread=thread_id).exclude(status=Comment.Status.HELD)
        authors = said.order_by("-id").values_list("author_id", flat=True)[:_BESIDE]
        found.update({key for key in authors if key})
    return [key for key, _ in found.most_common()]


def _writers(publication_id: int) -> list[int]:
    ids = newest_ids(publication_id=publication_id, period=_YEAR, most=_NEWEST)
    return [key for key, _ in Counter(_authors(ids)).most_common()]


def _authors(comment_ids: Collection[int]) -> Iterator[int]:
    for (author_id,) in select_rows(Comment, ["author_id"], id=comment_ids):
        if author_id:
            yield author_id

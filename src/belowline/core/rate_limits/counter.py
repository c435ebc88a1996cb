"""Acts that leave no row, counted in one of their own: one statement an act, however many at once.

A period begins with the first act in it; those that are refused are not counted.
"""

from datetime import datetime
from hashlib import blake2b

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from belowline.core.clock import now
from belowline.core.models import ActCount
from belowline.core.rate_limits.limits import Limit

_COUNT = """
INSERT INTO act_count (name, subject, number, over_at) VALUES (%s, %s, 1, %s)
ON CONFLICT (name, subject) DO UPDATE SET
    number = CASE WHEN act_count.over_at <= %s THEN 1 ELSE act_count.number + 1 END,
    over_at = CASE WHEN act_count.over_at <= %s THEN excluded.over_at ELSE act_count.over_at END
WHERE act_count.over_at <= %s OR act_count.number < %s
"""


class CountedActs:
    """What is counted under one subject. Asking whether an act is welcome counts it."""

    def __init__(self, subject: str) -> None:
        self._subject = subject

    def full_until(self, limit: Limit) -> datetime | None:
        """Counts one more act where it is welcome; otherwise says when the period is over.

        The count is kept whatever becomes of the act: it is a transaction of its own. Raises
        RuntimeError inside another, which might take it back.
        """
        with transaction.atomic(durable=True):
            if _is_counted(limit, self._subject):
                return None
            full = ActCount.objects.filter(name=limit.name, subject=self._subject).first()
            return full.over_at if full else now()


def of_person(person_id: int) -> str:
    """The subject under which a person's acts are counted."""
    return f"person:{person_id}"


def of_digest(*parts: str) -> str:
    """A subject made from what somebody sent, of whatever length, which nobody can read in it."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _is_counted(limit: Limit, subject: str) -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    moment = now()
    start, end = (
        connection.ops.adapt_datetimefield_value(it) for it in (moment, moment + limit.period)
    )
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [limit.name, subject, end, start, start, start, limit.most])
        return bool(cursor.rowcount)

"""Deletes what has been kept for long enough, regularly, and reports what it deleted."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from belowline.core.clock import now
from belowline.core.models import (
    ActCount,
    AuditEntry,
    OutboxEvent,
    RetentionReport,
    SubscriberPlace,
    Task,
)

_BATCH = 500
_FAILED_KEPT = timedelta(days=30)
_REPORTS_KEPT = timedelta(days=3 * 365)
# A day behind the ten years from which the database lets a line go (core/migrations/0007).
_AUDIT_KEPT = timedelta(days=10 * 366)
_EVENTS_KEPT = timedelta(days=8)
"""A day more than live readers may come back after (delivery/outbox.py)."""
_log = logging.getLogger(__name__)


def retain(*, dry_run: bool = False) -> Mapping[str, int]:
    """Follows every rule (config/personal_data.py). Returns how many rows went, by rule.

    Regular work. What it did is logged and kept; a dry run counts, and changes nothing.
    """
    counts: dict[str, int] = {
        rule: import_string(path)(dry_run=dry_run) for rule, path in settings.RETENTION.items()
    }
    if not dry_run:
        RetentionReport.objects.create(counts=counts)
        said = ", ".join(f"{number} {rule}" for rule, number in counts.items() if number)
        _log.info("Retention: %s", said or "nothing was due")
    return counts


def delete_rows(rows: QuerySet[Any], *, dry_run: bool) -> int:
    """Deletes the rows, some hundred in a transaction, and says how many there are, or were."""
    if dry_run:
        return rows.count()
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone


def cache_table_rows(*, dry_run: bool) -> int:
    """Counts of attempts and one-time codes that are over (Django's cache in the database)."""
    connection = connections[DEFAULT_DB_ALIAS]
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    over = [connection.ops.adapt_datetimefield_value(now().replace(microsecond=0))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE expires < %s", over)  # noqa: S608
        number = int(cursor.fetchone()[0])
        if number and not dry_run:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", over)  # noqa: S608
    return number


def act_counts(*, dry_run: bool) -> int:
    """How often somebody did what is limited, when the limit's period is over."""
    return delete_rows(ActCount.objects.filter(over_at__lt=now()), dry_run=dry_run)


def failed_tasks(*, dry_run: bool) -> int:
    """Tasks that are not tried any more, a month after they were set aside."""
    return delete_rows(Task.objects.filter(set_aside_at__lt=now() - _FAILED_KEPT), dry_run=dry_run)


def old_audit_lines(*, dry_run: bool) -> int:
    """Lines of the audit log, after ten years."""
    old = AuditEntry.objects.filter(recorded_at__lt=now() - _AUDIT_KEPT)
    return delete_rows(old, dry_run=dry_run)


def old_reports(*, dry_run: bool) -> int:
    """What this work has reported, after three years."""
    old = RetentionReport.objects.filter(done_at__lt=now() - _REPORTS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def seen_events(*, dry_run: bool) -> int:
    """Events that every subscriber has seen, after the time in which live readers come back.

    The newest of each thread stays, by which a page tells whether it has missed anything.
    """
    seen_by_all = SubscriberPlace.objects.aggregate(position=Min("position"))["position"] or 0
    newer = OutboxEvent.objects.filter(thread_id=OuterRef("thread_id"), id__gt=OuterRef("id"))
    old = OutboxEvent.objects.filter(id__lte=seen_by_all, occurred_at__lt=now() - _EVENTS_KEPT)
    return delete_rows(old.filter(Q(thread_id=None) | Exists(newer)), dry_run=dry_run)

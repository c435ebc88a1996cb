"""Work that comes again: a row for each, so that it is planned once however many look."""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from belowline.core.clock import now
from belowline.core.models import Schedule, Task
from belowline.core.prepared import Prepared
from belowline.core.schedule_rules import Rule, rule_of

_SET_BACK = timedelta(hours=1)
"""A clock that says more than so long before the last time was wrong then or is now."""
_log = logging.getLogger(__name__)


@transaction.atomic
def schedule(
    key: str,
    name: str,
    rule: Rule,
    *,
    payload: Mapping[str, object] | None = None,
    first_at: datetime | None = None,
) -> None:
    """Has the task `name` done again and again by this rule; a rule that is new replaces the other.

    `key` names it: the task's name for what every installation does, `name:id` for what belongs to
    a row. It comes for the first time at `first_at`, or when the rule says. Raises ValueError for
    a name that is no task's.
    """
    if name not in settings.TASKS:
        raise ValueError(f"{name} is no task: config/tasks.py does not list it.")
    begins = first_at or rule.next_after(now())
    said = rule.written()
    fields: dict[str, object] = {"name": name, "rule": said, "payload": dict(payload or {})}
    found, is_new = Schedule.objects.get_or_create(key=key, defaults={**fields, "due_at": begins})
    if is_new:
        return
    if found.rule != said:
        fields["due_at"] = begins
    Schedule.objects.filter(pk=key).update(**fields)


@transaction.atomic
def unschedule(key: str) -> None:
    """Ends it. What is already planned is still done."""
    Schedule.objects.filter(pk=key).delete()


def schedule_regular_work() -> None:
    """Makes sure that all regular work (config/tasks.py) is scheduled; what no longer is, goes."""
    ours = Schedule.objects.filter(key=F("name"), name__in=settings.TASKS)
    ours.exclude(key__in=settings.REGULAR_TASKS).delete()
    for name, rule in settings.REGULAR_TASKS.items():
        schedule(name, name, rule, first_at=now())


def plan_what_is_due(names: Collection[str]) -> None:
    """Plans the scheduled tasks of these names whose time has come.

    However many times were missed, it comes once. What cannot be planned holds up no other.
    """
    moment = now()
    for found in _LATE(moment, moment + _SET_BACK, names):
        try:
            coming = rule_of(found.rule).next_after(moment)
        except (ValueError, LookupError, OSError):
            _log.exception("The schedule %s has a rule that cannot be read", found.key)
            continue
        _plan(found, moment, coming)


def scheduled_names(names: Collection[str]) -> set[str]:
    """Those of these names of which a scheduled task's time has come."""
    moment = now()
    return {found.name for found in _LATE(moment, moment + _SET_BACK, names)}


@transaction.atomic
def _plan(found: Schedule, moment: datetime, coming: datetime) -> None:
    """Moves the row on; whoever has moved it plans the task. One that still stands is due now."""
    row = Schedule.objects.filter(pk=found.key, due_at=found.due_at, fired_at=found.fired_at)
    is_due = found.due_at <= moment
    if not row.update(due_at=coming, fired_at=moment if is_due else None) or not is_due:
        return
    kind = settings.TASKS[found.name]
    _, is_new = Task.objects.get_or_create(
        key=found.key,
        defaults={
            "name": found.name,
            "payload": found.payload,
            "priority": kind.priority,
            "publication_id": found.payload.get("publication_id"),
            "due_at": moment,
        },
    )
    if not is_new:
        Task.objects.filter(key=found.key, due_at__gt=moment).update(due_at=moment)


_LATE = Prepared(
    lambda moment, set_back, names: Schedule.objects.filter(
        Q(due_at__lte=moment) | Q(fired_at__gt=set_back), name__among=names
    ).order_by("due_at", "key")
)

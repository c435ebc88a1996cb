"""What is kept about a person, as each room tells it; and what the core itself keeps."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.models import AuditEntry, OutboxEvent, Task

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of what is kept: its file's name, its title, what each field is called, the rows.

    Rows are read while they are written. `words` say in plain words what a value means that is
    kept as a code. `files` are further files, by name.
    """

    name: str
    title: str
    labels: Mapping[str, str]
    rows: Iterable[Mapping[str, object]]
    files: Iterable[tuple[str, bytes]] = ()
    words: Mapping[object, str] = field(default_factory=dict)


def about(person_id: int) -> Iterator[Subject]:
    """What the audit log, the tasks to be done and the outbox hold with this person's number."""
    when, what = gettext("When"), gettext("Event")
    yield Subject(
        "acts-on-record",
        gettext("What the audit log keeps about you"),
        {"when": when, "act": what, "about": gettext("About"), "reason": gettext("Reason")},
        (
            {
                "when": line.recorded_at,
                "act": line.action,
                "about": f"{line.subject_kind} {encode(line.subject_id)}",
                "reason": line.reason,
                "name": line.actor_name,
                "details": line.details,
            }
            for line in AuditEntry.objects.filter(actor_id=person_id).order_by("id").iterator()
        ),
        words={"comment reported": gettext("You reported a comment")},
    )
    yield Subject(
        "tasks",
        gettext("Tasks waiting to be done for you"),
        {"due": gettext("Due"), "task": gettext("Task")},
        (
            {"due": task.due_at, "task": task.name, "payload": task.payload}
            for task in Task.objects.filter(payload__person_id=person_id).order_by("id")
        ),
    )
    facts = OutboxEvent.objects.filter(payload__person_id=person_id).order_by("id")
    yield Subject(
        "events",
        gettext("What happened to your account, by number only"),
        {"when": when, "event": what},
        (
            {"when": fact.occurred_at, "event": fact.name, "facts": fact.payload}
            for fact in facts.iterator(chunk_size=_CHUNK)
        ),
    )

"""The desk's log: who did what, when and why; to be searched and taken along."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belowline.accounts.queries.staff import staff
from belowline.moderation.queries.closings import undoable_closings
from belowline.moderation.queries.labels import labels
from belowline.moderation.queries.log import KINDS, PAGE, Line, Wanted, log_page, whole_log
from belowline.moderation.queries.reasons import reasons
from belowline.newsroom.services.story_fields import moment_of
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS, MODERATORS

_LONGEST = 80
_COLUMNS = ("when", "who", "action", "about", "id", "reason", "details")


@address("desk/log", name="desk-log", get=MODERATORS)
def log(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The lines, the newest first, and the form that asks for some of them."""
    before = request.GET.get("before", "")
    lines = log_page(
        publication_id=visit.publication.id,
        wanted=_wanted(request, visit),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None,
    )
    asked = {name: request.GET.get(name, "") for name in ("kind", "who", "from", "to")}
    threads = {it.subject_id for it in lines if it.kind == "thread" and it.decision_ref}
    context = {
        "lines": lines,
        "undoable": undoable_closings(threads, publication_id=visit.publication.id),
        "reasons": {it.code: it.label for it in reasons(visit.publication.id)},
        "labels": {it.code: it.name for it in labels(visit.publication.id)},
        "asked": asked,
        "kinds": KINDS,
        "names": [member.name for member in staff(visit.publication.id)],
        "further": len(lines) == PAGE,
    }
    return render(request, "desk/log.html", context)


@address("desk/log.csv", name="desk-log-csv", get=EDITORS)
def export(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The same lines as a table, all of them."""
    lines = whole_log(publication_id=visit.publication.id, wanted=_wanted(request, visit))
    response = HttpResponse("".join(_table(lines)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="log.csv"'
    return response


def _wanted(request: HttpRequest, visit: Visit) -> Wanted:
    """What is asked for. Raises Invalid for what is no day."""
    kind = request.GET.get("kind", "")
    last = _midnight(request, visit, "to")
    return Wanted(
        kind=kind if kind in KINDS else "",
        who=request.GET.get("who", "")[:_LONGEST],
        since=_midnight(request, visit, "from"),
        until=last + timedelta(days=1) if last else None,
    )


def _midnight(request: HttpRequest, visit: Visit, name: str) -> datetime | None:
    typed = request.GET.get(name, "").strip()
    return moment_of(f"{typed}T00:00", visit.publication.zone, field=name) if typed else None


def _table(lines: Iterator[Line]) -> Iterator[str]:
    """The rows as they are written. Spreadsheets take what begins like a formula for words."""
    yield _row(_COLUMNS)
    for it in lines:
        details = "; ".join(f"{key}: {value}" for key, value in it.details.items() if value)
        when = it.recorded_at.isoformat(timespec="seconds")
        yield _row((when, it.who, it.action, it.kind, it.ref, it.reason, details))


def _row(values: tuple[str, ...]) -> str:
    written = StringIO()
    csv.writer(written).writerow(
        f"'{it}" if it[:1] in ("=", "+", "-", "@", "\t", "\r") else it for it in values
    )
    return written.getvalue()

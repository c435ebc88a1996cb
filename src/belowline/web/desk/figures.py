"""The desk's figures for whoever leads it: what comes in, what is decided, how fast, how well."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from belowline.core.clock import now
from belowline.moderation.queries.agreement import agreement
from belowline.moderation.queries.desk_figures import desk_work, what_waits
from belowline.moderation.queries.reasons import reasons
from belowline.moderation.queries.rule_alarms import rule_alarms
from belowline.moderation.queries.work_done import WorkDone
from belowline.pages.chart import day_bars
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS

_PERIODS = (7, 30, 90)


@address("desk/figures", name="desk-figures", get=EDITORS)
def figures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The figures of the last week, month or quarter, with their tables."""
    days, since = _period(request, visit)
    here = {"publication_id": visit.publication.id}
    done, names = desk_work(**here, since=since, zone=visit.publication.zone)
    labels = {it.code: it.label for it in reasons(visit.publication.id)}
    rows = _days(done, since, visit)
    context = {
        "days": days,
        "periods": _PERIODS,
        "rows": rows,
        "done": done,
        "came_chart": _chart([came for _, came, _ in rows], gettext("came in")),
        "decided_chart": _chart([made for _, _, made in rows], gettext("decided")),
        "by_hour": list(enumerate(zip(done.came_by_hour, done.decided_by_hour, strict=True))),
        "came_by_hour_chart": _chart(done.came_by_hour, gettext("came in")),
        "decided_by_hour_chart": _chart(done.decided_by_hour, gettext("decided")),
        "moderators": [
            (names.get(key or 0, ""), share)
            for key, share in sorted(done.moderators.items(), key=lambda it: -it[1].number)
        ],
        "reasons": [
            (labels.get(code, ""), share)
            for code, share in sorted(done.reasons.items(), key=lambda it: -it[1].number)
        ],
        "waiting": what_waits(**here),
        "alarms": rule_alarms(**here, since=since),
        "agreement": agreement(**here, since=since),
    }
    return render(request, "desk/figures.html", context)


@address("desk/figures.csv", name="desk-figures-csv", get=EDITORS)
def table(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The days as a table for a spreadsheet."""
    _, since = _period(request, visit)
    done, _ = desk_work(
        publication_id=visit.publication.id, since=since, zone=visit.publication.zone
    )
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    rows = csv.writer(response)
    rows.writerow(["day", "came_in", "decided"])
    rows.writerows([day.isoformat(), came, made] for day, came, made in _days(done, since, visit))
    return response


def _period(request: HttpRequest, visit: Visit) -> tuple[int, datetime]:
    """How many days, today among them, and when the first of them began."""
    asked = request.GET.get("days", "")
    days = next((it for it in _PERIODS if str(it) == asked), _PERIODS[1])
    today = now().astimezone(visit.publication.zone)
    midnight = today.replace(hour=0, minute=0, second=0, microsecond=0)
    return days, midnight - timedelta(days=days - 1)


def _days(done: WorkDone, since: datetime, visit: Visit) -> Sequence[tuple[date, int, int]]:
    first, last = since.date(), now().astimezone(visit.publication.zone).date()
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [(day, _at(done.came, day), _at(done.decided, day)) for day in days]


def _at(counted: Mapping[date, int], day: date) -> int:
    return counted.get(day, 0)


def _chart(numbers: Sequence[int], what: str) -> str:
    sentence = gettext("%(n)s %(what)s in all; at most %(most)s.")
    said = {"n": sum(numbers), "what": what, "most": max(numbers, default=0)}
    return day_bars(numbers, sentence % said)

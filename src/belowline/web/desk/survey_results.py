"""What came of a survey, on the desk's page and as files."""

import csv

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from belowline.surveys.queries.crossed import (
    Among,
    CrossTable,
    can_be_crossed,
    crossed,
    results_among,
)
from belowline.surveys.queries.results import Results, results, texts
from belowline.surveys.queries.surveys import QuestionView, SurveyView, number_of_drafts
from belowline.web.desk.surveys import survey_at
from belowline.web.http.addresses import address
from belowline.web.http.visit import Visit
from belowline.web.http.who import EDITORS


@address("desk/surveys/<ref:survey>/results", name="desk-survey-results", get=EDITORS)
def shown(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """What came of it: tables with bars, of all or of those who gave one answer; two questions
    against each other; and the texts.
    """
    found = survey_at(visit, ref)
    chosen = request.GET.get("among", "")
    among = _among(found, chosen)
    written = [
        (question, *texts(found, question, after=_after(request, question)))
        for question in found.questions
        if question.kind == "text"
    ]
    context = {
        "survey": found,
        "results": _results(found, among),
        "crossed": _crossed(found, request),
        "crossable": [it for it in found.questions if can_be_crossed(it)],
        "drafts": number_of_drafts(found),
        "written": written,
        "choices": _choices(found),
        "chosen": chosen if among else "",
    }
    return render(request, "desk/survey_results.html", context)


@address("desk/surveys/<ref:survey>/results.csv", name="desk-survey-csv", get=EDITORS)
def as_csv(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The tables for a spreadsheet."""
    found = survey_at(visit, ref)
    counted = _results(found, _among(found, request.GET.get("among", "")))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{found.ref}.csv"'
    rows = csv.writer(response)
    rows.writerow(["question", "row", "answer", "number", "share", "from", "to"])
    for line in _lines(counted):
        rows.writerow(["" if it is None else _plain(it) for it in line.values()])
    return response


@address("desk/surveys/<ref:survey>/results.json", name="desk-survey-json", get=EDITORS)
def as_json(request: HttpRequest, visit: Visit, ref: str) -> HttpResponse:
    """The same for programs."""
    found = survey_at(visit, ref)
    counted = _results(found, _among(found, request.GET.get("among", "")))
    told = {
        "title": found.title,
        "responses": counted.responses,
        "one_reader_in": found.sample,
        "answers": _lines(counted),
    }
    return JsonResponse(told)


def _results(found: SurveyView, among: Among | None) -> Results:
    return results_among(found, among) if among else results(found)


def _crossed(found: SurveyView, request: HttpRequest) -> CrossTable | None:
    """The table of the two questions that are asked for, of those that can be crossed."""
    names = {it.name: it for it in found.questions if can_be_crossed(it)}
    down, across = (names.get(request.GET.get(name, "")) for name in ("down", "across"))
    return crossed(found, down, across) if down and across and down != across else None


def _choices(found: SurveyView) -> list[tuple[str, str]]:
    """What the results can be narrowed to: an option of a question, as `2.0`."""
    return [
        (f"{question.position}.{at}", f"{question.text} {option}")
        for question in found.questions
        if question.kind in {"single", "multiple"}
        for at, option in enumerate(question.options)
    ]


def _among(found: SurveyView, chosen: str) -> Among | None:
    if chosen not in dict(_choices(found)):
        return None
    position, option = chosen.split(".")
    return Among(found.questions[int(position) - 1], int(option))


def _after(request: HttpRequest, question: QuestionView) -> int:
    typed = request.GET.get(question.name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def _lines(counted: Results) -> list[dict[str, str | int | float | None]]:
    return [
        {
            "question": table.question.text,
            "row": table.row,
            "answer": cell.label,
            "number": cell.number,
            "share": None if cell.share is None else round(cell.share, 1),
            "from": round(cell.between[0], 1) if cell.between else None,
            "to": round(cell.between[1], 1) if cell.between else None,
        }
        for table in counted.tables
        for cell in table.cells
    ]


def _plain(value: str | float) -> str:
    """A cell that no spreadsheet takes for a formula."""
    shown = str(value)
    return f"'{shown}" if shown.startswith(("=", "+", "-", "@", "\t", "\r")) else shown

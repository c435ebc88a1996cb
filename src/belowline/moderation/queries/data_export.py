"""What this room keeps about a person, for the export of it: nothing about who reported them."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.moderation.models import (
    Appeal,
    Batch,
    CaseNote,
    Decision,
    DeskSettings,
    HandOver,
    PersonNote,
    Reason,
    ReasonVersion,
    Report,
    SecondLook,
    Shift,
)
from belowline.moderation.queries.data_export_decisions import decision_row, shown_label
from belowline.moderation.queries.data_export_likeness import about_likeness
from belowline.moderation.queries.data_export_rules import about_rules


def about(person_id: int) -> Iterator[Subject]:
    """Reports they made, reports and decisions about them; what they did as one of the staff."""
    when, reason = gettext("When"), gettext("Reason")
    comment, note = gettext("Comment"), gettext("Note")
    outcome = gettext("Decision")
    words: dict[object, str] = {
        **{code: gettext(label) for code, label in Decision.Outcome.choices},
        **{code: gettext(label) for code, label in Reason.choices},
        **{code: gettext(label) for code, label in Decision.Found.choices},
        **{code: gettext(label) for code, label in Decision.Automation.choices},
    }
    yield Subject(
        "reports-made",
        gettext("Your reports"),
        {"when": when, "comment": comment, "reason": reason, "note": note},
        (
            {
                "when": it.reported_at,
                "comment": encode(it.comment_id),
                "reason": it.reason,
                "note": it.note,
                "decided": it.decision_id is not None,
            }
            for it in Report.objects.filter(reporter_id=person_id).order_by("id")
        ),
        words=words,
    )
    about_own = Report.objects.filter(comment__author_id=person_id).order_by("id")
    yield Subject(
        "reports-about-you",
        gettext("Reports on your comments, without who made them or what they wrote"),
        {"when": when, "comment": comment, "reason": reason},
        (
            {"when": it.reported_at, "comment": encode(it.comment_id), "reason": it.reason}
            for it in about_own.iterator()
        ),
        words=words,
    )
    decided = {
        "when": when,
        "comment": comment,
        "outcome": outcome,
        "label": gettext("Labels"),
        "reason": reason,
        "clause": gettext("Rule or law"),
        "explanation": gettext("Moderator’s explanation"),
        "found": gettext("Source"),
        "automation": gettext("Automation"),
    }
    yield Subject(
        "decisions-about-you",
        gettext("Moderators’ decisions about you and your comments"),
        decided,
        map(decision_row, Decision.objects.filter(person_id=person_id).order_by("id")),
        words=words,
    )
    yield Subject(
        "decisions-made",
        gettext("Your decisions as a moderator"),
        {**decided, "note": note},
        (
            {**decision_row(it), "note": it.note}
            for it in Decision.objects.filter(moderator_id=person_id).order_by("id")
        ),
        words=words,
    )
    yield from about_rules(person_id)
    yield from about_likeness(person_id)
    yield Subject(
        "batches",
        gettext("Your decisions on several comments at once"),
        {
            "when": when,
            "outcome": outcome,
            "reason": reason,
            "label": gettext("Labels"),
            "number": gettext("Comments"),
            "words": gettext("Words"),
        },
        (
            {
                "when": it.decided_at,
                "outcome": it.outcome,
                "reason": it.reason,
                "label": shown_label(it),
                "number": it.number,
                "words": it.words,
            }
            for it in Batch.objects.filter(moderator_id=person_id).order_by("id")
        ),
        words=words,
    )
    yield Subject(
        "second-looks",
        gettext("Your second looks at colleagues’ decisions"),
        {"when": when, "comment": comment, "outcome": outcome, "reason": reason},
        (
            {
                "when": it.looked_at,
                "comment": encode(it.decision.comment_id),
                "outcome": it.outcome,
                "reason": it.reason,
            }
            for it in SecondLook.objects.filter(moderator_id=person_id)
            .select_related("decision")
            .order_by("id")
        ),
        words=words,
    )
    yield from _duty(person_id)
    yield from _settings(person_id)
    yield Subject(
        "case-notes",
        gettext("Your notes for other moderators"),
        {"when": when, "comment": comment, "kind": gettext("Kind"), "note": note},
        (
            {
                "when": it.noted_at,
                "comment": encode(it.case.comment_id),
                "kind": it.kind,
                "note": it.text,
            }
            for it in CaseNote.objects.filter(author_id=person_id)
            .select_related("case")
            .order_by("id")
        ),
        words={code: gettext(label) for code, label in CaseNote.Kind.choices},
    )
    yield from _of_the_staff(person_id, when, note)


def _of_the_staff(person_id: int, when: str, note: str) -> Iterator[Subject]:
    yield Subject(
        "person-notes",
        gettext("Your notes about readers for other moderators"),
        {"when": when, "note": note},
        (
            {"when": it.noted_at, "note": it.text}
            for it in PersonNote.objects.filter(author_id=person_id).order_by("id")
        ),
    )
    yield Subject(
        "reasons-worded",
        gettext("Reasons that you have worded"),
        {"when": when, "reason": gettext("Reason")},
        (
            {"when": it.written_at, "reason": it.reason.code, "words": it.words}
            for it in ReasonVersion.objects.filter(author_id=person_id)
            .select_related("reason")
            .order_by("id")
        ),
    )
    yield Subject(
        "appeals-decided",
        gettext("Appeals that you have decided"),
        {"when": when, "result": gettext("Decision")},
        (
            {"when": it.decided_at, "result": it.result, "answer": it.answer}
            for it in Appeal.objects.filter(decided_by_id=person_id).order_by("id")
        ),
        words={code: gettext(label) for code, label in Appeal.Result.choices},
    )


def _duty(person_id: int) -> Iterator[Subject]:
    yield Subject(
        "shifts",
        gettext("Your shifts at the desk"),
        {"from": gettext("From"), "until": gettext("Until")},
        (
            {"from": it.starts_at, "until": it.ends_at}
            for it in Shift.objects.filter(moderator=person_id).order_by("id")
        ),
    )
    yield Subject(
        "hand-overs",
        gettext("Your notes for the next shift"),
        {"when": gettext("When"), "note": gettext("Note")},
        (
            {"when": it.written_at, "note": it.text}
            for it in HandOver.objects.filter(author=person_id).order_by("id")
        ),
    )


def _settings(person_id: int) -> Iterator[Subject]:
    yield Subject(
        "desk-settings",
        gettext("Your settings at the desk"),
        {
            "folds": gettext("Folds the worst comments"),
            "set_aside": gettext("Set aside"),
            "until": gettext("Until"),
            "break_suggested_at": gettext("Break suggested"),
        },
        (
            {
                "folds": it.folds,
                "set_aside": it.set_aside,
                "until": it.set_aside_until,
                "break_suggested_at": it.break_suggested_at,
            }
            for it in DeskSettings.objects.filter(person=person_id).order_by("id")
        ),
    )

"""What moderators wrote to a person, and what the person replied, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.moderation.models import Appeal, Letter


def about(person_id: int) -> Iterator[Subject]:
    """Letters from the moderators, word by word, and the appeals against what they tell."""
    when, text = gettext("When"), gettext("Text")
    yield Subject(
        "moderation-letters",
        gettext("Letters from the moderators"),
        {"when": when, "subject": gettext("Subject"), "text": text},
        (
            {
                "when": it.written_at,
                "subject": it.subject,
                "text": it.text,
                "kind": it.kind,
                "language": it.language,
                "decision": encode(it.decision_id) if it.decision_id else "",
                "publication": encode(it.publication_id),
                "opened": it.seen_at,
                "settled": it.settled_at,
                "mailed": it.mailed_at,
            }
            for it in Letter.objects.filter(person_id=person_id).order_by("id")
        ),
    )
    result, reply = gettext("Decision"), gettext("What we said")
    yield Subject(
        "appeals",
        gettext("Your appeals"),
        {"when": when, "text": text, "result": result, "answer": reply},
        (
            {
                "when": it.made_at,
                "text": it.text,
                "result": it.result,
                "answer": it.answer,
                "decided": it.decided_at,
                "decision": encode(it.decision_id),
            }
            for it in Appeal.objects.filter(person_id=person_id).order_by("id")
        ),
        words={code: gettext(label) for code, label in Appeal.Result.choices},
    )

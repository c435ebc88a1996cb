"""What rules have to do with a person, for the export: the words that they look for stay inside."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from belowline.core.ids import encode
from belowline.core.personal_data import Subject
from belowline.moderation.models import Incident, RuleMatch, RuleVersion
from belowline.moderation.screening.definition import Action


def about_rules(person_id: int) -> Iterator[Subject]:
    """Which of their comments rules spoke of, what rules refused; incidents and rules of theirs."""
    when = gettext("When")
    words: dict[object, str] = {
        Action.HOLD.value: gettext("Held until a moderator has read it"),
        Action.FLAG.value: gettext("Brought to the moderators"),
        Action.ASK.value: gettext("Asked you to read it once more"),
        Action.REFUSE.value: gettext("Refused"),
        Action.SLOW.value: gettext("Asked you to wait"),
        Action.LABEL.value: gettext("Labelled"),
    }
    labels = {"when": when, "comment": gettext("Comment"), "outcome": gettext("Decision")}
    spoken_of = RuleMatch.objects.filter(comment__author_id=person_id, is_live=True)
    yield Subject(
        "rules-about-your-comments",
        gettext("Rules that spoke of your comments"),
        labels,
        map(_spoken, spoken_of.order_by("id").iterator()),
        words=words,
    )
    refused = RuleMatch.objects.filter(person_id=person_id, is_live=True).order_by("id")
    yield Subject(
        "texts-that-rules-refused",
        gettext("Texts that rules refused in the last 30 days, without the texts"),
        {"when": when, "outcome": gettext("Decision")},
        ({"when": it.matched_at, "outcome": it.action} for it in refused),
        words=words,
    )
    yield Subject(
        "incidents-begun",
        gettext("Incidents that you began"),
        {"when": when, "until": gettext("Until"), "note": gettext("Note")},
        (
            {"when": it.begun_at, "until": it.ended_at or it.ends_at, "note": it.note}
            for it in Incident.objects.filter(begun_by=person_id).order_by("id")
        ),
    )
    written = RuleVersion.objects.filter(author_id=person_id).select_related("rule").order_by("id")
    yield Subject(
        "rules-written",
        gettext("Rules that you wrote"),
        {"when": when, "rule": gettext("Rule"), "why": gettext("Why")},
        (
            {"when": it.made_at, "rule": it.rule.name, "why": it.why, "text": it.definition}
            for it in written
        ),
    )


def _spoken(it: RuleMatch) -> Mapping[str, object]:
    return {"when": it.matched_at, "comment": encode(it.comment_id or 0), "outcome": it.action}

"""This room's part in the end of an account: reports, decisions, and what was done at the desk."""

from collections.abc import Mapping

from belowline.accounts.services.account_deletion import CLOSED, EVERYTHING
from belowline.moderation.models import (
    Appeal,
    Batch,
    Case,
    CaseNote,
    Decision,
    DeskSettings,
    HandOver,
    Incident,
    Letter,
    Likeness,
    LikenessSearch,
    PersonNote,
    ReasonVersion,
    Report,
    RuleMatch,
    RuleVersion,
    SecondLook,
    Shift,
)


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing); comes before the comments lose their author.

    What somebody reported goes with everything else, or stays to be decided without their name.
    Open reports about comments that go have nothing left to be decided. Decisions stay, with their
    reasons, and notes with their words; nobody but the audit log says who made them. Letters to
    them, their appeals, what colleagues noted about them and who writes like them go in any case.
    """
    for name, rows in (
        ("letter", Letter.objects.filter(person_id=person_id)),
        ("appeal", Appeal.objects.filter(person_id=person_id)),
        ("personnote", PersonNote.objects.filter(person_id=person_id)),
        ("likeness_search", LikenessSearch.objects.filter(person_id=person_id)),
        ("likeness", Likeness.objects.filter(first_id=person_id)),
        ("likeness", Likeness.objects.filter(second_id=person_id)),
    ):
        ids = list(rows.values_list("id", flat=True)[:most])
        if ids:
            return {name: rows.model._default_manager.filter(pk__in=ids).delete()[0]}
    reports = Report.objects.filter(reporter_id=person_id)
    made = list(reports.values_list("id", flat=True)[:most])
    if made:
        these = Report.objects.filter(pk__in=made)
        changed = these.delete()[0] if choice == EVERYTHING else these.update(reporter=None)
        return {"report": changed}
    if choice == EVERYTHING:
        open_ones = Report.objects.filter(comment__author_id=person_id, decision=None)
        about = list(open_ones.values_list("id", flat=True)[:most])
        if about:
            return {"reportabout": Report.objects.filter(pk__in=about).delete()[0]}
    if choice == CLOSED:
        return {}
    return _unnamed(person_id, most)


def _unnamed(person_id: int, most: int) -> Mapping[str, int]:
    """What they did as one of the staff stays, without them; rules lose what they refused them."""
    refused = list(
        RuleMatch.objects.filter(person_id=person_id).values_list("id", flat=True)[:most]
    )
    if refused:
        return {"rulematch": RuleMatch.objects.filter(pk__in=refused).delete()[0]}
    RuleVersion.objects.filter(author_id=person_id).update(author=None)
    Incident.objects.filter(begun_by=person_id).update(begun_by=None)
    Case.objects.filter(assignee=person_id).update(assignee=None)
    Case.objects.filter(claimed_by=person_id).update(claimed_by=None, claimed_until=None)
    PersonNote.objects.filter(author_id=person_id).update(author=None)
    LikenessSearch.objects.filter(asked_by_id=person_id).update(asked_by=None)
    Likeness.objects.filter(dismissed_by_id=person_id).update(dismissed_by=None)
    ReasonVersion.objects.filter(author_id=person_id).update(author=None)
    Appeal.objects.filter(decided_by_id=person_id).update(decided_by=None)
    concerned = Decision.objects.filter(person_id=person_id)
    about = list(concerned.values_list("id", flat=True)[:most])
    if about:
        return {"decisionabout": Decision.objects.filter(pk__in=about).update(person=None)}
    Shift.objects.filter(moderator=person_id).delete()
    DeskSettings.objects.filter(person=person_id).delete()
    HandOver.objects.filter(author=person_id).update(author=None)
    SecondLook.objects.filter(moderator=person_id).update(moderator=None)
    Batch.objects.filter(moderator=person_id).update(moderator=None)
    Batch.objects.filter(person=person_id).update(person=None)
    noted = CaseNote.objects.filter(author_id=person_id)
    notes = list(noted.values_list("id", flat=True)[:most])
    if notes:
        return {"case_note": CaseNote.objects.filter(pk__in=notes).update(author=None)}
    decided = Decision.objects.filter(moderator_id=person_id)
    ids = list(decided.values_list("id", flat=True)[:most])
    return {"decision": Decision.objects.filter(pk__in=ids).update(moderator=None)} if ids else {}

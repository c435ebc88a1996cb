"""Whatever a moderator has decided can be undone, and then all is as it was before."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.audience.models import Notification
from belowline.audience.subscribers import NOTIFICATIONS
from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.refusals import Conflict, NotAllowed
from belowline.core.subscribers.places import ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.models import Comment, Fingerprint, Thread
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.marks import Mark, mark_comment
from belowline.discussion.services.recount import recount
from belowline.moderation.models import Case, Decision, Report
from belowline.moderation.queries.case_file import decisions_on
from belowline.moderation.services.case_work import escalate_case
from belowline.moderation.services.decisions import (
    hide_comment,
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.labelling import label_comment
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.undoing import undo_decision

ACTS = {
    "keep": keep_comment,
    "hold": hold_comment,
    "hide": lambda **given: hide_comment(**given, reason="attack", explanation="leave him out"),
    "publish": publish_comment,
    "remove": lambda **given: remove_comment(**given, reason="spam", explanation="no shops"),
    "restore": lambda **given: restore_comment(**given, note="it was fair"),
    "label": lambda **given: label_comment(**given, label="satire"),
    "label for moderators": lambda **given: label_comment(**given, label="tip"),
}


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


def state(comment_id: int) -> dict[str, object]:
    """All that a decision may move, but for revisions, which only ever go on."""
    comment = Comment.objects.filter(pk=comment_id)
    thread = Thread.objects.filter(comment__pk=comment_id)
    case = Case.objects.filter(comment=comment_id)
    reports = Report.objects.filter(comment=comment_id).order_by("id")
    fingerprints = Fingerprint.objects.filter(comment=comment_id).order_by("pk")
    return {
        "comment": comment.values().get(),
        "thread": thread.values("comment_count", "marked_count", "last_comment_at").get(),
        "case": case.values(
            *("is_open", "is_reported", "is_held", "is_escalated", "reports", "reason"),
            *("opened_at", "due_at", "urgent_at", "decision_id", "decided_at", "labels"),
        ).first(),
        "reports": list(reports.values("reporter_id", "reason", "decision_id")),
        "fingerprints": sorted(fingerprints.values_list("digest", flat=True)),
        "parents": list(
            Comment.objects.filter(thread__comment__pk=comment_id)
            .order_by("id")
            .values_list("id", "answers", "replies")
        ),
    }


@of_hypothesis(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=5),
    reports=st.integers(0, 2),
    marks=st.sets(st.sampled_from(list(Mark))),
    is_escalated=st.booleans(),
)
def test_a_decision_that_is_undone_leaves_no_trace_but_itself(
    newspaper, moderator, acts, reports, marks, is_escalated
) -> None:
    below = newspaper.thread()
    root = newspaper.comment(below, "Who lit the lamps along the quay last night, and why?")
    posted = newspaper.comment(
        below, "> Who lit the lamps along the quay\n\nThe keeper did, an hour early.", to=root
    )
    for mark in marks:
        mark_comment(actor=moderator, comment_id=posted, version=1, mark=mark, is_set=True)
    for _ in range(reports):
        report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    if is_escalated and reports:
        case_id = Case.objects.get(comment=posted).id
        escalate_case(actor=moderator, case_id=case_id, note="Is it?")
    for act in acts:
        before = state(posted)
        try:
            decision = ACTS[act](actor=moderator, comment_id=posted, version=1)
        except Conflict:
            assert state(posted) == before
            continue
        undone = undo_decision(actor=moderator, comment_id=posted, decision_id=decision)
        assert without_empty(state(posted)) == without_empty(before)
        assert Decision.objects.get(pk=undone).undoes_id == decision
        assert list(recount()) == []
        ACTS[act](actor=moderator, comment_id=posted, version=1)  # and so to the next state


def without_empty(found: dict[str, object]) -> dict[str, object]:
    """A case that was opened and closed again by nothing says as much as none."""
    case = found["case"]
    is_empty = case and not case["is_open"] and case["decision_id"] is None  # type: ignore[index]
    return {**found, "case": None if is_empty else _lasting(case)}


def _lasting(case):
    """When a closed case was opened, and how urgent it was, is worked out anew with the next."""
    if case is None or case["is_open"]:
        return case
    return {name: case[name] for name in ("is_open", "decision_id", "decided_at")}


def test_words_of_what_an_earlier_version_hid_are_found_again(newspaper, moderator) -> None:
    posted = newspaper.comment(
        newspaper.thread(), "The keeper lit the lamps an hour early, did he?"
    )
    kept = Fingerprint.objects.filter(comment=posted)
    before = sorted(kept.values_list("digest", flat=True))
    removed = remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    kept.delete()  # as earlier versions did
    undo_decision(actor=moderator, comment_id=posted, decision_id=removed)
    assert before
    assert sorted(kept.values_list("digest", flat=True)) == before


def test_only_the_last_decision_is_undone_and_only_once(newspaper, moderator) -> None:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    first = hold_comment(actor=moderator, comment_id=posted, version=1)
    second = publish_comment(actor=moderator, comment_id=posted, version=1)
    with pytest.raises(Conflict):
        undo_decision(actor=moderator, comment_id=posted, decision_id=first)
    undone = undo_decision(actor=moderator, comment_id=posted, decision_id=second)
    for again in (second, undone):
        with pytest.raises(Conflict):
            undo_decision(actor=moderator, comment_id=posted, decision_id=again)
    told = [
        (it.outcome, it.is_undone)
        for it in decisions_on(posted, publication_id=newspaper.publication_id)
    ]
    assert told == [("Undone", False), ("Published", True), ("Held", False)]


def test_what_its_author_has_taken_back_stays_so(newspaper, moderator) -> None:
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Hm.", by=author)
    held = hold_comment(actor=moderator, comment_id=posted, version=1)
    withdraw_comment(actor=author, comment_id=posted)
    with pytest.raises(Conflict, match="deleted this comment"):
        undo_decision(actor=moderator, comment_id=posted, decision_id=held)
    assert Comment.objects.get(pk=posted).status == "withdrawn"


def test_a_publication_that_others_have_replied_to_is_not_undone(newspaper, moderator) -> None:
    below = newspaper.thread()
    posted = newspaper.comment(below, "Hm.")
    hold_comment(actor=moderator, comment_id=posted, version=1)
    published = publish_comment(actor=moderator, comment_id=posted, version=1)
    newspaper.comment(below, "Oh.", to=posted)
    with pytest.raises(Conflict, match="replies"):
        undo_decision(actor=moderator, comment_id=posted, decision_id=published)


def test_another_comment_that_was_pinned_since_stays_pinned(newspaper, moderator) -> None:
    below = newspaper.thread()
    one, two = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    pin = {"actor": moderator, "version": 1, "mark": Mark.PIN, "is_set": True}
    mark_comment(comment_id=one, **pin)
    removed = remove_comment(actor=moderator, comment_id=one, version=1, reason="spam")
    mark_comment(comment_id=two, **pin)
    undo_decision(actor=moderator, comment_id=one, decision_id=removed)
    assert Comment.objects.get(pk=one).pinned_at is None
    assert Comment.objects.get(pk=two).pinned_at is not None
    assert list(recount()) == []


def test_who_reported_again_since_has_one_open_report(newspaper, moderator) -> None:
    reader = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    report_comment(actor=reader, comment_id=posted, reason="spam")
    kept = keep_comment(actor=moderator, comment_id=posted, version=1)
    report_comment(actor=reader, comment_id=posted, reason="attack")
    undo_decision(actor=moderator, comment_id=posted, decision_id=kept)
    assert Report.objects.filter(comment=posted, decision=None).count() == 1


def test_readers_undo_nothing(newspaper, moderator) -> None:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    held = hold_comment(actor=moderator, comment_id=posted, version=1)
    with pytest.raises(NotAllowed):
        undo_decision(actor=newspaper.person(), comment_id=posted, decision_id=held)


@pytest.mark.parametrize("has_seen", [False, True])
def test_what_was_undone_before_its_author_knew_is_told_to_nobody(
    newspaper, moderator, has_seen
) -> None:
    ensure_places(SUBSCRIBERS)
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Hm.", by=author)
    removed = remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    follow_all([NOTIFICATIONS])
    told = Notification.objects.filter(person_id=author.id)
    assert [it.kind for it in told] == ["removed"]
    if has_seen:
        told.update(seen_at=now())
    undo_decision(actor=moderator, comment_id=posted, decision_id=removed)
    follow_all([NOTIFICATIONS])
    assert [it.kind for it in told.all()] == (["restored"] if has_seen else [])


def test_a_hold_that_was_undone_tells_its_author_of_no_publication(newspaper, moderator) -> None:
    ensure_places(SUBSCRIBERS)
    posted = newspaper.comment(newspaper.thread(), "Hm.", by=newspaper.person())
    held = hold_comment(actor=moderator, comment_id=posted, version=1)
    undo_decision(actor=moderator, comment_id=posted, decision_id=held)
    follow_all([NOTIFICATIONS])
    assert not Notification.objects.exists()

"""The ladder: what was decided adds up, expires, recommends, and is as it was after a reversal."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from belowline.core.clock import now
from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.moderation.models import Decision
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.points import LIFE, STEPS, Strike, items_of, step_at
from belowline.moderation.services.decisions import remove_comment, restore_comment
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reasons import word_reason
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import (
    decide_on_person,
    lift_measure,
    undo_person_decision,
)
from belowline.moderation.services.undoing import undo_decision


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Finn")


def standing(newspaper, person):
    return ladder(person_id=person.id, publication_id=newspaper.publication_id)


def removed(newspaper, moderator, writer, reason: str = "attack", *, below=None) -> tuple[int, int]:
    posted = newspaper.comment(below or newspaper.thread(), "Turnips.", by=writer)
    decision = remove_comment(actor=moderator, comment_id=posted, version=1, reason=reason)
    return posted, decision


def test_severity_times_repetition_adds_up(newspaper, moderator, writer) -> None:
    for reason in ("attack", "attack", "spam", "attack", "attack"):
        removed(newspaper, moderator, writer, reason)
    found = standing(newspaper, writer)
    told = [(it.reason, it.severity, it.times, it.points) for it in found.items]
    assert told == [
        ("Personal attack", 3, 1, 3),
        ("Personal attack", 3, 2, 6),
        ("Spam", 2, 1, 2),
        ("Personal attack", 3, 3, 9),
        ("Personal attack", 3, 3, 9),
    ]
    assert found.points == 29
    assert (found.word, found.step.days) == ("Suspended", 7)


def test_points_expire(newspaper, moderator, writer) -> None:
    _, decision = removed(newspaper, moderator, writer)
    assert standing(newspaper, writer).points == 3
    Decision.objects.filter(pk=decision).update(decided_at=now() - LIFE)
    found = standing(newspaper, writer)
    assert (found.points, found.items, found.step) == (0, [], None)


def test_a_pile_on_in_one_thread_counts_once_and_reports_count_nothing(
    newspaper, moderator, writer
) -> None:
    below = newspaper.thread()
    for reason in ("off-topic", "attack", "spam"):
        removed(newspaper, moderator, writer, reason, below=below)
    other = newspaper.comment(below, "Turnips again.", by=writer)
    for _ in range(5):
        report_comment(actor=newspaper.person(), comment_id=other, reason="attack")
    found = standing(newspaper, writer)
    assert [(it.reason, it.points) for it in found.items] == [("Personal attack", 3)]


def test_a_warning_about_the_removed_comment_is_the_same_affair(
    newspaper, moderator, writer
) -> None:
    posted, _ = removed(newspaper, moderator, writer)
    decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome="warned",
        grounds=Grounds(reason="attack"),
        occasion_id=posted,
    )
    assert standing(newspaper, writer).points == 3


def test_the_severity_of_the_version_that_was_in_force_counts(newspaper, moderator, writer) -> None:
    editor = newspaper.person(role="editor")
    removed(newspaper, moderator, writer, "spam")
    words = {"en": {"title": "Shop talk"}}
    word_reason(actor=editor, code="spam", severity="9", words=words)
    removed(newspaper, moderator, writer, "spam")
    assert [it.severity for it in standing(newspaper, writer).items] == [2, 9]


def test_what_is_restored_counts_no_more(newspaper, moderator, writer) -> None:
    posted, _ = removed(newspaper, moderator, writer)
    restore_comment(actor=moderator, comment_id=posted, version=1, note="It was fair.")
    assert standing(newspaper, writer).points == 0


def test_days_served_count_after_a_reversal_too(newspaper, moderator, writer, at) -> None:
    for _ in range(4):
        removed(newspaper, moderator, writer)
    assert standing(newspaper, writer).step.days == 7, "3 + 6 + 9 + 9 points"
    decision = decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome="suspended",
        grounds=Grounds(reason="attack"),
        days="30",
    )
    at(now() + timedelta(days=3, hours=1))
    undo_person_decision(actor=moderator, decision_id=decision)
    at(now() + timedelta(days=1))
    found = standing(newspaper, writer)
    assert (found.served, found.step.days) == (3, 4)


def test_a_lifted_suspension_was_served_until_then(newspaper, moderator, writer, at) -> None:
    decision = decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome="suspended",
        grounds=Grounds(reason="attack"),
        days="30",
    )
    at(now() + timedelta(days=2, hours=1))
    lift_measure(actor=moderator, decision_id=decision)
    at(now() + timedelta(days=5))
    assert standing(newspaper, writer).served == 2


def test_a_person_decides_whatever_is_recommended(newspaper, moderator, writer) -> None:
    for _ in range(4):
        removed(newspaper, moderator, writer)
    outcomes = set(Decision.objects.values_list("outcome", flat=True))
    assert outcomes == {"removed"}


@of_hypothesis(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["remove", "warned", "suspended", "slowed"]),
            st.sampled_from(["attack", "spam", "threat"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_decision_and_its_reversal_leave_the_ladder_as_it_was(newspaper, moderator, acts) -> None:
    writer, below = newspaper.person(), newspaper.thread()
    for act, reason, is_elsewhere in acts:
        posted = _said(newspaper, writer, newspaper.thread() if is_elsewhere else below)
        before = standing(newspaper, writer)
        _decide(moderator, writer, act, reason, posted, is_reversed=True)
        assert standing(newspaper, writer) == before
        _decide(moderator, writer, act, reason, posted, is_reversed=False)


def _said(newspaper, writer, below) -> int:
    """A comment of theirs, from before anything kept them from it."""
    posted = newspaper.comment(below, "Hm.")
    Comment.objects.filter(pk=posted).update(author_id=writer.id)
    return posted


def _decide(moderator, writer, act, reason, posted, *, is_reversed) -> None:
    if act == "remove":
        made = remove_comment(actor=moderator, comment_id=posted, version=1, reason=reason)
        if is_reversed:
            undo_decision(actor=moderator, comment_id=posted, decision_id=made)
        return
    days = "" if act == "warned" else "7"
    try:
        made = decide_on_person(
            actor=moderator,
            person_id=writer.id,
            outcome=act,
            grounds=Grounds(reason=reason),
            days=days,
        )
    except Conflict:
        return
    if is_reversed:
        undo_person_decision(actor=moderator, decision_id=made)


@given(
    severities=st.lists(st.tuples(st.integers(0, 10), st.sampled_from("abc"), st.integers(0, 4)))
)
def test_points_never_fall_by_another_strike_elsewhere(severities) -> None:
    moment = now()
    strikes = [
        Strike(at, moment - timedelta(hours=at), reason, severity, (place, at))
        for at, (severity, reason, place) in enumerate(severities)
    ]
    sums = [sum(it.points for it in items_of(strikes[:n], at=moment)) for n in range(len(strikes))]
    assert sums == sorted(sums)


def test_steps_go_up_and_served_days_are_taken_off() -> None:
    assert [step.points for step in STEPS] == sorted(step.points for step in STEPS)
    assert step_at(0) is None
    assert step_at(1).outcome == "reminded"
    assert step_at(20).days == 7
    assert step_at(20, served=7) is None
    assert step_at(45, served=90).outcome == "closed"

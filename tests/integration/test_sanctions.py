"""Moderators decide about people: what these may not do then, who may decide, and how it ends."""

from datetime import timedelta

import pytest

from belowline.accounts.models import Person, Restriction
from belowline.accounts.queries.people import actor as found_actor
from belowline.accounts.queries.restrictions import restrictions_of
from belowline.accounts.services.badges import protect
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound, Refusal, TooMany
from belowline.discussion.models import Comment
from belowline.discussion.services.drafts import Draft
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.posts import post_comments
from belowline.discussion.services.renames import rename_reader
from belowline.discussion.services.votes import Ballot, cast_vote, cast_votes
from belowline.moderation.models import Case, Decision, Letter
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.person_notes import note_on_person
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import (
    decide_on_person,
    lift_measure,
    undo_person_decision,
)

GROUNDS = Grounds(reason="attack", explanation="three times this week")


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Finn")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


def decide(by, person, outcome: str, days: str = "", **given) -> int:
    return decide_on_person(
        actor=by, person_id=person.id, outcome=outcome, grounds=GROUNDS, days=days, **given
    )


def in_force(newspaper, person) -> set[str]:
    found = restrictions_of(person_id=person.id, publication_id=newspaper.publication_id)
    return set(found.ends)


@pytest.mark.parametrize(("outcome", "days"), [("suspended", "7"), ("closed", "")])
def test_who_is_suspended_reads_and_writes_nothing(
    newspaper, moderator, writer, below, client_of, outcome, days
) -> None:
    own = newspaper.comment(below, "At first.", by=writer)
    others = newspaper.comment(below, "By somebody else.")
    decide(moderator, writer, outcome, days)
    acts = (
        lambda: newspaper.comment(below, "More.", by=writer),
        lambda: newspaper.comment(below, "More.", by=writer, to=others),
        lambda: edit_comment(actor=writer, comment_id=own, text="Otherwise."),
        lambda: cast_vote(actor=writer, comment_id=others, value=1),
        lambda: report_comment(actor=writer, comment_id=others, reason="spam"),
    )
    for act in acts:
        with pytest.raises(NotAllowed, match="can read, but not"):
            act()
    reader = client_of(writer)
    assert reader.get(newspaper.article().path).status_code == 200
    page = reader.get("/me/letters").content.decode()
    assert "can read, but not" in page
    withdraw_comment(actor=writer, comment_id=own)


def test_in_a_batch_only_whoever_is_suspended_is_refused(
    newspaper, moderator, writer, below
) -> None:
    other, said = newspaper.person(), newspaper.comment(below, "By somebody else.")
    decide(moderator, writer, "suspended", "1")
    drafts = [Draft(person, below.id, f"Said by {person.name}.") for person in (writer, other)]
    refused, posted = post_comments(drafts)
    assert isinstance(refused, NotAllowed)
    assert isinstance(posted, int)
    ballots = [Ballot(person, said, 1) for person in (writer, other)]
    refused_vote, counted = cast_votes(ballots)
    assert isinstance(refused_vote, Refusal)
    assert counted.up == 1  # type: ignore[union-attr]


def test_the_forms_say_why_and_keep_what_was_written(
    newspaper, moderator, writer, below, client_of
) -> None:
    decide(moderator, writer, "suspended", "7")
    reader = client_of(writer)
    path = f"/threads/{below.ref}/comments"
    assert "can read, but not" in reader.get(path).content.decode()
    sent = {"text": "All of my words.", "key": "00000000-0000-4000-8000-000000000001"}
    refused = reader.post(path, {**sent, "reader": writer.name})
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "All of my words." in page
    assert "/me/letters" in page
    answer = reader.post(
        f"/api/v1/threads/{below.ref}/comments",
        {"text": "All of my words."},
        content_type="application/json",
        headers={"Belowline-Reader": writer.name},
    )
    assert answer.status_code == 403
    assert "can read, but not" in answer.json()["detail"]
    mine = reader.get(f"/api/v1/threads/{below.ref}/mine").json()
    assert mine["barred"].startswith("You can read")


def test_a_suspension_ends_by_itself(newspaper, moderator, writer, below, at) -> None:
    decide(moderator, writer, "suspended", "1")
    at(now() + timedelta(days=1, seconds=1))
    newspaper.comment(below, "Back again.", by=writer)


def test_elsewhere_nothing_is_kept_from_them(newspaper, moderator, writer) -> None:
    decide(moderator, writer, "closed")
    assert in_force(newspaper, writer) == {"closed"}
    found = restrictions_of(person_id=writer.id, publication_id=newspaper.publication_id + 1)
    assert not found.ends
    assert Person.objects.get(pk=writer.id).is_active


def test_whoever_is_slowed_down_waits_ten_minutes(newspaper, moderator, writer, below, at) -> None:
    decide(moderator, writer, "slowed", "7")
    newspaper.comment(below, "One.", by=writer)
    with pytest.raises(TooMany, match="every ten minutes"):
        newspaper.comment(below, "Two.", by=writer)
    drafts = [Draft(newspaper.person(), below.id, "Said."), Draft(writer, below.id, "Two.")]
    posted, refused = post_comments(drafts)
    assert isinstance(posted, int)
    assert isinstance(refused, TooMany)
    at(now() + timedelta(minutes=10, seconds=1))
    newspaper.comment(below, "Three.", by=writer)


def test_whose_comments_are_checked_waits_for_a_moderator(
    newspaper, moderator, writer, below
) -> None:
    decide(moderator, writer, "checked", "7")
    posted = newspaper.comment(below, "Hm.", by=writer)
    assert Comment.objects.get(pk=posted).status == "held"
    others = newspaper.comment(below, "Hm.")
    assert Comment.objects.get(pk=others).status == "published"


def test_whose_reports_are_muted_comments_on(newspaper, moderator, writer, below) -> None:
    decide(moderator, writer, "muted", "30")
    posted = newspaper.comment(below, "By somebody else.")
    with pytest.raises(NotAllowed, match="report"):
        report_comment(actor=writer, comment_id=posted, reason="spam")
    newspaper.comment(below, "Mine.", by=writer)


def test_a_measure_is_lifted_and_the_lifting_undone(newspaper, moderator, writer) -> None:
    decision = decide(moderator, writer, "suspended", "7")
    with pytest.raises(Conflict):
        decide(moderator, writer, "suspended", "30")
    lifted = lift_measure(actor=moderator, decision_id=decision, note="He wrote to us.")
    assert in_force(newspaper, writer) == set()
    with pytest.raises(Conflict):
        lift_measure(actor=moderator, decision_id=decision)
    undo_person_decision(actor=moderator, decision_id=lifted)
    assert in_force(newspaper, writer) == {"suspended"}
    undo_person_decision(actor=moderator, decision_id=decision)
    assert in_force(newspaper, writer) == set()
    with pytest.raises(Conflict):
        undo_person_decision(actor=moderator, decision_id=decision)
    outcomes = [it.outcome for it in Decision.objects.order_by("id")]
    assert outcomes == ["suspended", "lifted", "undone", "undone"]
    logged = AuditEntry.objects.filter(subject_kind="person", subject_id=writer.id)
    assert [it.action for it in logged.order_by("id")] == [f"person {it}" for it in outcomes]


def test_two_measures_end_apart(newspaper, moderator, writer) -> None:
    first = decide(moderator, writer, "slowed", "7")
    decide(moderator, writer, "muted", "7")
    undo_person_decision(actor=moderator, decision_id=first)
    assert in_force(newspaper, writer) == {"muted"}
    assert Restriction.objects.count() == 1


@pytest.mark.parametrize("days", ["", "0", "366", "-1", "7.5", "seven", "٧"])
def test_a_suspension_has_an_end(moderator, writer, days) -> None:
    with pytest.raises(Invalid) as refused:
        decide(moderator, writer, "suspended", days)
    assert refused.value.field == "days"
    assert not Decision.objects.exists()


def test_a_decision_about_a_person_has_a_reason_and_an_outcome(moderator, writer) -> None:
    for outcome, reason in (("removed", "spam"), ("warned", ""), ("warned", "nonsense")):
        with pytest.raises(Invalid):
            decide_on_person(
                actor=moderator,
                person_id=writer.id,
                outcome=outcome,
                grounds=Grounds(reason=reason),
            )


def test_colleagues_and_protected_readers_are_decided_about_by_editors_who_mean_it(
    newspaper, moderator, writer
) -> None:
    editor, colleague = newspaper.person(role="editor"), newspaper.person(role="reporter")
    with pytest.raises(NotAllowed):
        protect(actor=moderator, person_id=writer.id, is_protected=True)
    protect(actor=editor, person_id=writer.id, is_protected=True)
    seen = found_actor(person_id=writer.id, publication_id=newspaper.publication_id)
    assert seen is not None
    assert (seen.is_protected, seen.is_staff) == (True, False)
    for other in (colleague, writer):
        with pytest.raises(NotAllowed):
            decide(moderator, other, "warned", is_confirmed=True)
        with pytest.raises(Invalid) as asked:
            decide(editor, other, "warned")
        assert asked.value.field == "confirmed"
        decide(editor, other, "warned", is_confirmed=True)
    with pytest.raises(NotAllowed):
        decide(editor, editor, "warned", is_confirmed=True)


def test_readers_decide_about_nobody(newspaper, writer) -> None:
    other = newspaper.person()
    with pytest.raises(NotAllowed):
        decide(writer, other, "warned")
    with pytest.raises(NotAllowed):
        note_on_person(actor=writer, person_id=other.id, text="Hm.")


def test_the_comment_that_it_is_about_is_the_persons(newspaper, moderator, writer, below) -> None:
    others = newspaper.comment(below, "By somebody else.")
    with pytest.raises(Conflict):
        decide(moderator, writer, "warned", occasion_id=others)
    with pytest.raises(NotFound):
        decide(moderator, writer, "warned", occasion_id=1)


def test_a_case_warns_its_writer_and_stays_open(
    newspaper, moderator, writer, below, client_of
) -> None:
    posted = newspaper.comment(below, "Turnips.", by=writer)
    report_comment(actor=newspaper.person(), comment_id=posted, reason="attack")
    case = Case.objects.get(comment=posted)
    desk = client_of(moderator)
    path = f"/desk/cases/{encode(case.id)}"
    assert 'aria-keyshortcuts="w"' in desk.get(path).content.decode()
    told = desk.post(
        f"{path}/warn",
        {"reason": "attack", "outcome": "warned"},
        headers={"Accept": "application/json"},
    )
    assert told.json()["is_open"]
    decision = Decision.objects.get()
    assert (decision.outcome, decision.comment_id, decision.occasion_id) == ("warned", None, posted)
    assert "Turnips." in Letter.objects.get().text
    assert desk.post(f"{path}/warn", {"reason": "", "outcome": "warned"}).status_code == 422


def test_the_persons_page_decides_notes_lifts_and_undoes(
    newspaper, moderator, writer, below, client_of
) -> None:
    newspaper.comment(below, "Everything that Finn said.", by=writer)
    desk = client_of(moderator)
    path = f"/desk/people/{encode(writer.id)}"
    assert desk.post(f"{path}/note", {"note": "Called us on Monday."}).status_code == 302
    sent = {"outcome": "suspended", "days": "7", "reason": "attack", "note": "Enough."}
    assert desk.post(f"{path}/decide", sent).status_code == 302
    refused = desk.post(f"{path}/decide", {**sent, "days": "", "outcome": "slowed"})
    assert refused.status_code == 422
    page = desk.get(path).content.decode()
    for said in ("Called us on Monday.", "Enough.", "Everything that Finn said.", "Suspended"):
        assert said in page
    ref = encode(Decision.objects.get().id)
    assert desk.post(f"/desk/measures/{ref}/lift").status_code == 302
    assert desk.post(f"/desk/measures/{ref}/undo").status_code == 302
    assert desk.post(f"/desk/measures/{ref}/undo").status_code == 409
    assert in_force(newspaper, writer) == set()


def test_the_persons_page_tells_earlier_names_and_ways_in(
    newspaper, moderator, writer, client_of
) -> None:
    rename_reader(actor=writer, name="Finnegan")
    page = client_of(moderator).get(f"/desk/people/{encode(writer.id)}").content.decode()
    assert "Finnegan" in page
    assert "Earlier names" in page
    assert ">Finn</span>" in page

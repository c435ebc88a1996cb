"""Who leads the desk sees what came in, what was decided, how fast and how well."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from belowline.core.clock import now
from belowline.moderation.models import Case, Letter
from belowline.moderation.queries.desk_figures import desk_work, what_waits
from belowline.moderation.queries.rule_alarms import rule_alarms
from belowline.moderation.services.appeals import ask_for_second_look, decide_appeal
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
)
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.undoing import undo_decision

UTC = ZoneInfo("UTC")


@pytest.fixture
def ada(newspaper):
    return newspaper.person("ada", role="moderator")


@pytest.fixture
def ben(newspaper):
    return newspaper.person("ben", role="moderator")


@pytest.fixture
def figures(newspaper):
    def figures():
        since = now() - timedelta(days=7)
        return desk_work(publication_id=newspaper.publication_id, since=since, zone=UTC)

    return figures


def reported(newspaper, reason: str = "spam") -> int:
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason=reason)
    return posted


def test_what_was_decided_is_told_by_moderator_and_reason(newspaper, ada, ben, figures) -> None:
    first, second, third = reported(newspaper), reported(newspaper, "threat"), reported(newspaper)
    Case.objects.filter(comment=second).update(
        opened_at=now() - timedelta(hours=5), due_at=now() - timedelta(hours=4)
    )
    keep_comment(actor=ada, comment_id=first, version=1)
    taken = remove_comment(actor=ada, comment_id=second, version=1, reason="threat")
    undo_decision(actor=ben, comment_id=second, decision_id=taken)
    done, names = figures()
    assert names == {ada.id: "ada"}
    share = done.moderators[ada.id]
    assert (share.number, share.overturned, share.kept) == (2, 1, 0.5)
    assert done.reasons["threat"].median_hours == pytest.approx(5, abs=0.01)
    assert sum(done.came.values()) == 3
    assert third in Case.objects.filter(is_open=True).values_list("comment_id", flat=True)


def test_who_takes_their_own_decision_back_is_not_overturned(newspaper, ada, figures) -> None:
    posted = reported(newspaper)
    kept = keep_comment(actor=ada, comment_id=posted, version=1)
    undo_decision(actor=ada, comment_id=posted, decision_id=kept)
    done, _ = figures()
    assert done.whole.overturned == 0


def test_what_waits_is_told_with_what_is_late(newspaper, ada) -> None:
    late, held = reported(newspaper), newspaper.comment(newspaper.thread(), "Hm.")
    Case.objects.filter(comment=late).update(due_at=now() - timedelta(hours=1))
    hold_comment(actor=ada, comment_id=held, version=1)
    told = {
        it.queue.value: (it.number, it.late)
        for it in what_waits(publication_id=newspaper.publication_id)
    }
    assert (told["now"], told["reported"], told["held"]) == ((2, 1), (1, 1), (1, 0))


def test_a_rule_is_right_or_wrong_as_people_have_decided(newspaper, ada) -> None:
    lead = newspaper.person(role="editor")
    rules = {}
    for name, action in (("Boots", "hold"), ("Lamps", "flag")):
        rules[name] = save_rule(
            actor=lead,
            rule_id=None,
            name=name,
            why="",
            typed={"words": name.lower(), "action": action},
            chosen={},
        )
        switch_rule(actor=lead, rule_id=rules[name], mode="live")
    below = newspaper.thread()
    sold, worn, waiting = (newspaper.comment(below, f"Boots, {n}.") for n in range(3))
    lit = newspaper.comment(below, "Lamps.")
    remove_comment(actor=ada, comment_id=sold, version=1, reason="spam")
    publish_comment(actor=ada, comment_id=worn, version=1)
    taken = remove_comment(actor=ada, comment_id=lit, version=1, reason="spam")
    undo_decision(actor=ada, comment_id=lit, decision_id=taken)
    keep_comment(actor=ada, comment_id=lit, version=1)
    since = now() - timedelta(days=1)
    found = rule_alarms(publication_id=newspaper.publication_id, since=since)
    told = {it.name: (it.caught, it.right, it.false, it.share) for it in found}
    assert told == {"Boots": (3, 1, 1, 0.5), "Lamps": (1, 0, 1, 1.0)}
    assert Case.objects.get(comment=waiting).is_held


def test_what_an_appeal_reverses_is_overturned(newspaper, ada, ben, figures) -> None:
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Hm.", by=author)
    taken = remove_comment(actor=ada, comment_id=posted, version=1, reason="spam")
    letter = Letter.objects.get(decision=taken)
    made = ask_for_second_look(
        person_id=author.id,
        publication_id=newspaper.publication_id,
        letter_id=letter.id,
        text="It was fair.",
    )
    assert figures()[0].whole.overturned == 0
    decide_appeal(actor=ben, appeal_id=made, result="partly", answer="In part it was.")
    assert figures()[0].moderators[ada.id].overturned == 1


def test_the_page_and_its_table_are_for_editors(newspaper, ada, client_of) -> None:
    keep_comment(actor=ada, comment_id=reported(newspaper), version=1)
    assert client_of(ada).get("/desk/figures").status_code == 403
    desk = client_of(newspaper.person(role="editor"))
    for days in ("7", "30", "90", "x"):
        page = desk.get(f"/desk/figures?days={days}").content.decode()
        assert "ada" in page
        assert page.count("<svg") == 4
    lines = desk.get("/desk/figures.csv?days=7").content.decode().splitlines()
    assert len(lines) == 8
    assert lines[-1].endswith(",1,1")

"""A rule is tried on what was posted before, and switches itself off where it catches too much."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from belowline.cli.command import belowline
from belowline.config.background import work_once
from belowline.core.clock import now
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, NotAllowed
from belowline.core.tasks.running import run_due
from belowline.discussion.models import Comment
from belowline.moderation.models import Rule, RuleMatch, RuleTrial, Shift
from belowline.moderation.queries.rule_trials import last_trial
from belowline.moderation.queries.rules import rule_at, rules_in_trouble
from belowline.moderation.services.decisions import keep_comment, remove_comment
from belowline.moderation.services.rule_trials import ask_for_trial
from belowline.moderation.services.rule_watch import FEWEST, watch_rules
from belowline.moderation.services.rules import save_rule, switch_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Chief", role="editor")


@pytest.fixture
def rule(editor):
    """Makes a rule that is off."""

    def make(**typed: str) -> int:
        given = {"words": "turnip", "action": "hold", **typed}
        return save_rule(actor=editor, rule_id=None, name="Turnips", why="", typed=given, chosen={})

    return make


def tried(newspaper, editor, rule_id: int):
    ask_for_trial(actor=editor, rule_id=rule_id)
    run_due({"try-rule"})
    found = rule_at(publication_id=newspaper.publication_id, rule_id=rule_id)
    trial = last_trial(found)
    assert trial is not None
    return trial


def test_it_says_what_it_would_have_caught_and_how_well(newspaper, editor, rule) -> None:
    below, loud = newspaper.thread(), newspaper.person("loud")
    bad = [newspaper.comment(below, f"You turnip number {n}!", by=loud) for n in range(3)]
    missed = newspaper.comment(below, "You cabbage!")
    fine = newspaper.comment(below, "I grow a turnip.")
    undecided = newspaper.comment(below, "A turnip a day.")
    newspaper.comment(below, "Nothing of the kind.")
    for key in (*bad, missed):
        remove_comment(actor=editor, comment_id=key, version=1, reason="attack")
    keep_comment(actor=editor, comment_id=fine, version=1)
    trial = tried(newspaper, editor, rule())
    assert trial.is_over
    assert (trial.done, trial.total, trial.looked_at) == (7, 7, 7)
    assert (trial.caught, trial.caught_removed, trial.caught_kept) == (5, 3, 1)
    assert trial.removed == 4
    assert trial.precision == 3 / 4
    assert trial.recall == 3 / 4
    assert trial.false_alarms == [(fine, True), (undecided, False)]
    assert trial.people[0] == (bad[-1], 3)


@pytest.mark.parametrize(
    "typed",
    [
        {"new-account": "3"},
        {"first-comments": "2"},
        {"pace": "1", "pace_minutes": "60"},
        {"repeated": "60"},
        {"quoted": "20"},
        {"from_hour": "0", "until_hour": "23"},
        {"links": "1"},
    ],
)
def test_every_condition_can_be_tried(newspaper, editor, rule, typed, at) -> None:
    at((now() + timedelta(days=1)).replace(hour=3))  # noon in Tokyo, where it is printed
    below, writer = newspaper.thread(), newspaper.person()
    said = "The ferry leaves the old quay at seven every morning"
    for number in range(3):
        newspaper.comment(below, f"> {said}\n\n{said} https://a.example {number}", by=writer)
    trial = tried(newspaper, editor, rule(words="", **typed))
    assert trial.is_over
    assert trial.caught >= 1


def test_a_trial_knows_when_a_moderator_was_on_duty(newspaper, editor, rule, at) -> None:
    begin, below = now(), newspaper.thread()
    Shift.objects.create(
        publication_id=newspaper.publication_id,
        moderator_id=editor.id,
        starts_at=begin + timedelta(hours=1),
        ends_at=begin + timedelta(hours=2),
    )
    for hours in (0, 1.5, 3):
        at(begin + timedelta(hours=hours))
        newspaper.comment(below, f"After {hours} hours.")
    trial = tried(newspaper, editor, rule(words="", unattended="1"))
    assert (trial.looked_at, trial.caught) == (3, 1)


def test_nothing_is_touched_by_a_trial(newspaper, editor, rule) -> None:
    posted = newspaper.comment(newspaper.thread(), "A turnip.")
    before = Comment.objects.filter(pk=posted).values().get()
    tried(newspaper, editor, rule())
    assert Comment.objects.filter(pk=posted).values().get() == before
    assert not RuleMatch.objects.exists()


def test_one_trial_of_a_rule_goes_on_at_a_time(newspaper, editor, rule) -> None:
    rule_id = rule()
    ask_for_trial(actor=editor, rule_id=rule_id)
    with pytest.raises(Conflict):
        ask_for_trial(actor=editor, rule_id=rule_id)
    with pytest.raises(NotAllowed):
        ask_for_trial(actor=newspaper.person(role="moderator"), rule_id=rule_id)
    assert RuleTrial.objects.count() == 1


def test_what_is_old_is_not_looked_at(newspaper, editor, rule, at) -> None:
    newspaper.comment(newspaper.thread(), "A turnip.")
    at(now() + timedelta(days=31))
    assert tried(newspaper, editor, rule()).looked_at == 0


def caught(newspaper, number: int, word: str = "turnip") -> None:
    below = newspaper.thread()
    for at in range(number):
        newspaper.comment(below, f"A {word}, the {at}.")


def test_a_rule_that_catches_too_much_only_counts_and_says_so(
    newspaper, editor, rule, mailoutbox, caplog
) -> None:
    rule_id = rule()
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    caught(newspaper, FEWEST)
    watch_rules()
    found = Rule.objects.get(pk=rule_id)
    assert found.mode == "shadow"
    assert found.tripped_at is not None
    assert [it.id for it in rules_in_trouble(newspaper.publication_id)] == [rule_id]
    assert AuditEntry.objects.filter(action="rule switched itself off").exists()
    assert "only counts now" in caplog.text
    work_once()
    (letter,) = [it for it in mailoutbox if "Turnips" in it.subject]
    assert letter.to == ["chief@example.org"]
    below = newspaper.thread()
    posted = newspaper.comment(below, "A turnip more.")
    assert Comment.objects.get(pk=posted).status == "published"
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    watch_rules()
    assert Rule.objects.get(pk=rule_id).mode == "live"


def test_the_desk_and_the_check_name_rules_in_trouble(
    newspaper, editor, rule, client_of, settings
) -> None:
    settings.OWN_HOSTS = ["testserver"]
    rule_id = rule()
    desk = client_of(editor)
    assert "Turnips" not in desk.get("/desk/").content.decode()
    Rule.objects.filter(pk=rule_id).update(fault="ValueError: no")
    assert "this rule broke and is set aside" in desk.get("/desk/").content.decode()
    said = CliRunner().invoke(belowline, ["check"]).output
    assert "Rule “Turnips” of test broke and is set aside: ValueError: no" in said


def test_a_few_or_a_small_part_do_not(newspaper, editor, rule) -> None:
    rule_id = rule()
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    caught(newspaper, FEWEST - 1)
    watch_rules()
    assert Rule.objects.get(pk=rule_id).mode == "live"


def test_a_rule_about_who_and_where_is_meant_to_catch_much(newspaper, editor, rule) -> None:
    rule_id = rule(words="", **{"new-account": "3"})
    switch_rule(actor=editor, rule_id=rule_id, mode="live")
    caught(newspaper, FEWEST)
    watch_rules()
    assert Rule.objects.get(pk=rule_id).mode == "live"

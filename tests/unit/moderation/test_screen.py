"""Rules judge comments together, each by its own conditions."""

from datetime import UTC, datetime, timedelta

import pytest

from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.screening.definition_json import read_definition, written
from belowline.moderation.screening.facts import Facts
from belowline.moderation.screening.screen import Screen

NIGHT = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def rule(*conditions: Condition, takes_all: bool = True) -> Definition:
    return Definition(conditions, takes_all=takes_all, action=Action.HOLD)


def words(*entries: str) -> Condition:
    return Condition(Kind.WORDS, entries)


def facts(text: str, **given) -> Facts:
    return Facts(text=text, moment=NIGHT, **given)


def spoken(screen: Screen, it: Facts) -> list[int]:
    return [hit.rule for hit in screen.judge(it)]


def test_rules_speak_in_their_order_and_of_their_own_words() -> None:
    rules = {7: rule(words("boat")), 3: rule(words("quay", "pier")), 5: rule(words("none"))}
    (first, second) = Screen(rules).judge(facts("The pier has a boat at the quay."))
    assert (first.rule, second.rule) == (7, 3)
    assert [facts("The pier has a boat at the quay.").text[a:b] for a, b in second.spans] == [
        "pier",
        "quay",
    ]


def test_what_touches_is_shown_as_one() -> None:
    (hit,) = Screen({1: rule(words("old boat", "boat"))}).judge(facts("an old boat"))
    assert hit.spans == ((3, 11),)


@pytest.mark.parametrize(
    ("takes_all", "text", "stood", "is_met"),
    [
        (True, "boat", 0, True),
        (True, "boat", 9, False),
        (True, "quay", 0, False),
        (False, "boat", 9, True),
        (False, "quay", 0, True),
        (False, "quay", 9, False),
    ],
)
def test_all_or_any(takes_all, text, stood, is_met) -> None:
    it = rule(words("boat"), Condition(Kind.FIRST_COMMENTS, (), 3), takes_all=takes_all)
    assert bool(Screen({1: it}).judge(facts(text, stood=stood))) is is_met


@pytest.mark.parametrize(
    ("condition", "given", "is_met"),
    [
        (Condition(Kind.NEW_ACCOUNT, (), 3), {"age": timedelta(days=2)}, True),
        (Condition(Kind.NEW_ACCOUNT, (), 3), {"age": timedelta(days=4)}, False),
        (Condition(Kind.NEW_ACCOUNT, (), 3), {}, False),
        (Condition(Kind.FIRST_COMMENTS, (), 3), {}, False),
        (Condition(Kind.HOURS, (), 22, 6), {}, True),
        (Condition(Kind.HOURS, (), 6, 22), {}, False),
        (Condition(Kind.HOURS, (), 23, 24), {}, True),
        (Condition(Kind.UNATTENDED), {"is_attended": False}, True),
        (Condition(Kind.UNATTENDED), {}, False),
        (Condition(Kind.PACE, (), 2, 10), {"lately": [NIGHT, NIGHT]}, True),
        (Condition(Kind.PACE, (), 2, 10), {"lately": [NIGHT - timedelta(hours=1), NIGHT]}, False),
        (Condition(Kind.QUOTED, (), 50), {"quoted": 0.5}, True),
        (Condition(Kind.SECTIONS, ("abc",)), {"section": "abc"}, True),
        (Condition(Kind.PEOPLE, ("abc",)), {"author": "abd"}, False),
    ],
)
def test_circumstances(condition, given, is_met) -> None:
    assert bool(Screen({1: rule(condition)}).judge(facts("Hm.", **given))) is is_met


@pytest.mark.parametrize(
    ("text", "script"),
    [("Привет, друзья", "cyrillic"), ("こんにちは", "han"), ("Hello", "latin"), ("123", "")],
)
def test_a_text_is_written_in_a_script(text, script) -> None:
    assert facts(text).script == script


def test_a_rule_that_cannot_be_used_leaves_the_others() -> None:
    screen = Screen({1: rule(Condition(Kind.PATTERNS, ("(",))), 2: rule(words("boat"))})
    assert spoken(screen, facts("boat")) == [2]
    assert list(screen.broken) == [1]


def test_a_rule_is_kept_as_json_and_read_again() -> None:
    it = Definition(
        (words("boat"), Condition(Kind.PACE, (), 3, 5)),
        takes_all=False,
        action=Action.SLOW,
        minutes=4,
        sentence="s",
        label="t",
    )
    assert read_definition(written(it)) == it


def test_no_rules_say_nothing() -> None:
    assert Screen({}).judge(facts("boat")) == []

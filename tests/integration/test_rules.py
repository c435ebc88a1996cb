"""Rules look at what readers post: they hold, flag, ask, refuse, slow, label, or only count."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound, TooMany
from belowline.discussion.models import Comment
from belowline.discussion.queries.comment_parsing import parse_comment
from belowline.discussion.queries.comments import comment
from belowline.discussion.queries.submission import Submission
from belowline.discussion.services.edits import edit_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.recount import recount
from belowline.discussion.services.screening import AskedAgain
from belowline.moderation.models import Case, Decision, Rule, RuleMatch, RuleVersion
from belowline.moderation.queries import facts
from belowline.moderation.queries.facts import facts_of
from belowline.moderation.queries.queues import Queue, queue_page
from belowline.moderation.queries.rule_matches import matches_of
from belowline.moderation.queries.rules import rule_at, rules_of, versions_of
from belowline.moderation.screening import conditions
from belowline.moderation.screening.definition import Action, Condition, Definition, Kind
from belowline.moderation.services.decisions import (
    keep_comment,
    publish_comment,
    remove_comment,
)
from belowline.moderation.services.label_list import retire_label
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.rule_fields import fields_of
from belowline.moderation.services.rule_refusals import REFUSED_AN_HOUR
from belowline.moderation.services.rules import delete_rule, move_rule, save_rule, switch_rule
from belowline.moderation.services.shifts import add_shifts
from belowline.moderation.services.undoing import undo_decision
from belowline.newsroom.services.founding import create_publication

pytestmark = pytest.mark.django_db
_HYPHENED = {"new_account": "new-account", "first_comments": "first-comments"}


@pytest.fixture
def editor(newspaper):
    return newspaper.person("Chief", role="editor")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


@pytest.fixture
def rule(editor):
    """Makes a rule, live where nothing else is said."""

    def make(
        name: str = "Insults", mode: str = "live", sections=(), languages=(), **typed: str
    ) -> int:
        given = {"words": "idiot", "action": "hold", **typed}
        rule_id = save_rule(
            actor=editor,
            rule_id=None,
            name=name,
            why="We agreed so.",
            typed={_HYPHENED.get(key, key): it for key, it in given.items()},
            chosen={"sections": sections, "languages": languages},
        )
        switch_rule(actor=editor, rule_id=rule_id, mode=mode)
        return rule_id

    return make


@pytest.fixture
def elsewhere(newspaper) -> Actor:
    """An editor of another publication."""
    other = create_publication(slug="other", name="Other", time_zone="UTC")
    person = newspaper.person()
    grant(person_id=person.id, publication_id=other, role="editor")
    found = actor(person_id=person.id, publication_id=other)
    assert found is not None
    return found


def status(comment_id: int) -> str:
    return Comment.objects.get(pk=comment_id).status


def test_a_rule_holds_a_comment_and_says_why(newspaper, below, rule, editor) -> None:
    rule_id = rule()
    writer = newspaper.person()
    posted = newspaper.comment(below, "What an 1d10t, he is.", by=writer)
    assert status(posted) == "held"
    assert comment(publication_id=newspaper.publication_id, comment_id=posted) is None
    decided = Decision.objects.get(comment=posted)
    assert (decided.outcome, decided.found, decided.automation) == ("held", "rule", "wholly")
    assert decided.moderator is None
    assert decided.rule_version == RuleVersion.objects.get(rule=rule_id)
    (match,) = matches_of(posted, publication_id=newspaper.publication_id)
    assert (match.rule, match.version, match.action, match.words) == (
        "Insults",
        1,
        "hold",
        ("1d10t",),
    )
    case = Case.objects.get(comment=posted)
    assert case.is_open
    assert case.is_held
    publish_comment(actor=editor, comment_id=posted, version=1)
    assert status(posted) == "published"
    assert list(recount()) == []


def test_other_comments_are_posted_as_before(newspaper, below, rule) -> None:
    rule()
    posted = newspaper.comment(below, "A fine day.")
    assert status(posted) == "published"
    assert not RuleMatch.objects.exists()
    assert not Case.objects.exists()


def test_the_staff_are_not_looked_at(newspaper, below, rule) -> None:
    rule()
    posted = newspaper.comment(below, "Idiot!", by=newspaper.person(role="reporter"))
    assert status(posted) == "published"


def test_a_rule_of_another_publication_says_nothing(newspaper, below, elsewhere) -> None:
    rule_id = save_rule(
        actor=elsewhere,
        rule_id=None,
        name="Theirs",
        why="",
        typed={"words": "idiot", "action": "hold"},
        chosen={},
    )
    switch_rule(actor=elsewhere, rule_id=rule_id, mode="live")
    assert status(newspaper.comment(below, "Idiot!")) == "published"


def test_a_flag_brings_a_comment_that_is_shown_to_the_desk(newspaper, below, rule, editor) -> None:
    rule(action="flag")
    posted = newspaper.comment(below, "Idiot!")
    assert status(posted) == "published"
    page = queue_page(Queue.FLAGGED, publication_id=newspaper.publication_id, person_id=editor.id)
    assert [it.comment_id for it in page.cases] == [posted]
    kept = keep_comment(actor=editor, comment_id=posted, version=1)
    assert not Case.objects.get(comment=posted).is_open
    undo_decision(actor=editor, comment_id=posted, decision_id=kept)
    case = Case.objects.get(comment=posted)
    assert (case.is_open, case.is_flagged) == (True, True)


def test_a_writer_is_asked_once_more_and_may_post(newspaper, below, rule) -> None:
    rule(action="ask", sentence="Please read the rules.")
    writer = newspaper.person()
    with pytest.raises(AskedAgain, match="Please read the rules"):
        newspaper.comment(below, "Idiot!", by=writer)
    assert not Comment.objects.exists()
    assert RuleMatch.objects.get().person_id == writer.id
    posted = post_comment(actor=writer, thread_id=below.id, text="Idiot!", is_sure=True)
    assert status(posted) == "published"


def test_a_refusal_says_what_the_rule_says_and_leaves_nothing(newspaper, below, rule) -> None:
    rule(action="refuse", sentence="No insults, please.")
    with pytest.raises(Invalid, match="No insults, please"):
        newspaper.comment(below, "Idiot!")
    assert not Comment.objects.exists()
    assert RuleMatch.objects.get().comment is None


def test_a_list_of_words_is_not_to_be_guessed(newspaper, below, rule) -> None:
    rule(action="refuse", sentence="No insults, please.")
    writer = newspaper.person()
    for _ in range(REFUSED_AN_HOUR):
        with pytest.raises(Invalid):
            newspaper.comment(below, "Idiot!", by=writer)
    with pytest.raises(TooMany):
        newspaper.comment(below, "Is this refused?", by=writer)
    assert status(newspaper.comment(below, "By somebody else.")) == "published"


def test_a_slow_rule_lets_the_writer_wait(newspaper, below, rule, at) -> None:
    rule(words="turnip", action="slow", minutes="10")
    writer, moment = newspaper.person(), now()
    newspaper.comment(below, "The first turnip.", by=writer)
    with pytest.raises(TooMany, match="in 10 minutes"):
        newspaper.comment(below, "The second turnip.", by=writer)
    newspaper.comment(below, "Something else.", by=writer)
    at(moment + timedelta(minutes=11))
    newspaper.comment(below, "The third turnip.", by=writer)


def test_a_rule_labels_by_a_decision_on_record(newspaper, below, rule) -> None:
    rule_id = rule(action="label", label="tip")
    posted = newspaper.comment(below, "Idiot!")
    assert status(posted) == "published"
    assert not Case.objects.exists()
    (match,) = matches_of(posted, publication_id=newspaper.publication_id)
    assert match.label == "Tip for the newsroom"
    (decision,) = Decision.objects.filter(comment=posted)
    assert (decision.outcome, decision.label, decision.automation) == ("labelled", "tip", "wholly")
    assert decision.rule_version is not None
    assert decision.rule_version.rule_id == rule_id
    assert RuleMatch.objects.get().decision_id == decision.id
    assert Comment.objects.get(pk=posted).labels == " tip "


def test_a_label_of_a_rule_that_a_moderator_took_off_stays_off(newspaper, below, rule) -> None:
    rule(action="label", label="tip")
    rule(name="Again", action="label", label="tip")
    author, moderator = newspaper.person(), newspaper.person(role="moderator")
    posted = newspaper.comment(below, "Idiot!", by=author)
    (decision,) = Decision.objects.filter(comment=posted)
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision.id)
    assert Comment.objects.get(pk=posted).labels == ""
    edit_comment(actor=author, comment_id=posted, text="You idiot!")
    assert Comment.objects.get(pk=posted).labels == ""


def test_a_label_that_a_rule_puts_is_not_retired(editor, rule) -> None:
    rule_id = rule(action="label", label="tip")
    with pytest.raises(Conflict):
        retire_label(actor=editor, code="tip", is_retired=True)
    delete_rule(actor=editor, rule_id=rule_id)
    retire_label(actor=editor, code="tip", is_retired=True)
    with pytest.raises(Invalid):
        rule(action="label", label="tip")


def test_a_rule_in_the_shadow_only_counts(newspaper, below, rule) -> None:
    rule_id = rule(mode="shadow")
    posted = newspaper.comment(below, "Idiot!")
    assert status(posted) == "published"
    assert not Case.objects.exists()
    found = rule_at(publication_id=newspaper.publication_id, rule_id=rule_id)
    assert found is not None
    assert found.caught == 1


def test_an_edit_is_looked_at_as_well(newspaper, below, rule) -> None:
    rule()
    writer = newspaper.person()
    posted = newspaper.comment(below, "A fine day.", by=writer)
    edit_comment(actor=writer, comment_id=posted, text="You idiot.")
    assert status(posted) == "held"
    assert Decision.objects.get(comment=posted).text_version == 2
    (match,) = matches_of(posted, publication_id=newspaper.publication_id)
    assert match.words == ("idiot",)
    assert list(recount()) == []


def test_an_edit_of_what_others_have_replied_to_is_flagged_instead(newspaper, below, rule) -> None:
    rule()
    writer = newspaper.person()
    posted = newspaper.comment(below, "A fine day.", by=writer)
    newspaper.comment(below, "It is.", to=posted)
    edit_comment(actor=writer, comment_id=posted, text="You idiot.")
    assert status(posted) == "published"
    assert Case.objects.get(comment=posted).is_flagged
    assert not Decision.objects.exists()


def test_an_edit_that_is_refused_changes_nothing(newspaper, below, rule) -> None:
    rule(action="refuse", sentence="No insults, please.")
    writer = newspaper.person()
    posted = newspaper.comment(below, "A fine day.", by=writer)
    with pytest.raises(Invalid):
        edit_comment(actor=writer, comment_id=posted, text="You idiot.")
    assert Comment.objects.get(pk=posted).text == "A fine day."
    assert RuleMatch.objects.count() == 1


def test_repetition_is_caught_with_something_between(newspaper, below, rule) -> None:
    """A-B-A: not only what was said last."""
    rule(words="", repeated="60")
    writer = newspaper.person()
    said = "Buy the best boots in town at the shop behind the station today"
    newspaper.comment(below, f"{said}.", by=writer)
    newspaper.comment(below, "The harbour is closed until noon, says the keeper.", by=writer)
    again = newspaper.comment(below, f"{said}!! now", by=writer)
    elsewhere = newspaper.comment(newspaper.thread(), f"{said}.", by=writer)
    by_another = newspaper.comment(below, f"I say: {said}.")
    assert [status(it) for it in (again, elsewhere, by_another)] == ["held"] * 3


def test_short_repetition_is_caught_too(newspaper, below, rule) -> None:
    rule(words="", repeated="60")
    writer = newspaper.person()
    newspaper.comment(below, "First!", by=writer)
    newspaper.comment(below, "A fine day at the quay, and no wind at all.", by=writer)
    assert status(newspaper.comment(below, "FIRST", by=writer)) == "held"


def test_unseen_comments_do_not_end_probation(newspaper, below, rule, editor, at) -> None:
    rule(words="", first_comments="2")
    writer, moment = newspaper.person(), now()
    first = newspaper.comment(below, "One.", by=writer)
    assert status(first) == "held"
    publish_comment(actor=editor, comment_id=first, version=1)
    second = newspaper.comment(newspaper.thread(), "Two.", by=writer)
    Rule.objects.update(mode="off")
    alone = newspaper.thread()
    unseen = [newspaper.comment(alone, f"Word {n}.", by=writer) for n in range(3)]
    Rule.objects.update(mode="live")
    at(moment + timedelta(hours=25))
    assert status(newspaper.comment(below, "Still new.", by=writer)) == "held"
    newspaper.comment(alone, "Another comes by.", by=newspaper.person(role="reporter"))
    report_comment(actor=newspaper.person(), comment_id=unseen[0], reason="spam")
    assert status(newspaper.comment(below, "Known now.", by=writer)) == "published"
    assert status(second) == "held"


def test_new_accounts_are_new_for_some_days(newspaper, below, rule, at) -> None:
    rule(words="", new_account="3")
    writer = newspaper.person()
    assert status(newspaper.comment(below, "Hello.", by=writer)) == "held"
    at(now() + timedelta(days=3))
    assert status(newspaper.comment(below, "Hello again.", by=writer)) == "published"


def test_all_conditions_or_any(newspaper, below, rule) -> None:
    rule(links="1", takes="all")
    assert status(newspaper.comment(below, "Idiot")) == "published"
    assert status(newspaper.comment(below, "Idiot, see https://a.example/")) == "held"
    Rule.objects.all().delete()
    rule(links="1", takes="any")
    assert status(newspaper.comment(below, "See https://a.example/")) == "held"


@pytest.mark.parametrize(
    ("typed", "said", "other"),
    [
        ({"patterns": r"\b\d{4} \d{6}\b"}, "Call 0800 123456", "In 2026"),
        ({"hosts": "shop.example"}, "https://www.shop.example/x", "https://news.example/"),
        ({"long": "40"}, "word " * 10, "word"),
        ({"short": "10"}, "First!", "A whole sentence."),
        ({"capitals": "70"}, "THIS IS ALL WRONG", "NATO is not it"),
        (
            {"quoted": "60"},
            "> A long quotation of what others said\n\nYes",
            "> Short\n\nBut I say more",
        ),
        ({"pace": "1", "pace_minutes": "5"}, None, "The first."),
    ],
)
def test_what_is_written(newspaper, below, rule, typed, said, other) -> None:
    rule(words="", **typed)
    writer = newspaper.person()
    assert status(newspaper.comment(below, other, by=writer)) == "published"
    assert status(newspaper.comment(below, said or "The second.", by=writer)) == "held"


def test_hours_are_those_of_the_publication(newspaper, below, rule, at) -> None:
    rule(words="", from_hour="22", until_hour="6")
    at(now().replace(hour=14, minute=0) + timedelta(days=1))  # 23:00 in Tokyo
    assert status(newspaper.comment(below, "Late.")) == "held"
    at(now().replace(hour=3, minute=0) + timedelta(days=1))  # noon
    assert status(newspaper.comment(below, "At noon.")) == "published"


def test_while_no_moderator_is_on_duty(newspaper, below, rule, editor, at) -> None:
    begin = now()
    rule_id = rule(words="", unattended="1")
    found = rule_at(publication_id=newspaper.publication_id, rule_id=rule_id)
    assert fields_of(found.definition)["unattended"] == "1"
    assert status(newspaper.comment(below, "There are no shifts.")) == "published"
    add_shifts(
        actor=editor,
        person_id=editor.id,
        starts_at=begin + timedelta(hours=2),
        ends_at=begin + timedelta(hours=4),
        zone=ZoneInfo("UTC"),
    )
    assert status(newspaper.comment(below, "Before the shift.")) == "held"
    at(begin + timedelta(hours=3))
    assert status(newspaper.comment(below, "During it.")) == "published"
    at(begin + timedelta(hours=5))
    assert status(newspaper.comment(below, "After the last.")) == "published"


@pytest.mark.parametrize("number", [1, 5])
def test_who_is_on_duty_is_asked_once_for_all_that_is_posted(newspaper, below, number: int) -> None:
    asks = Definition((Condition(Kind.UNATTENDED),), takes_all=True, action=Action.HOLD)
    posted = [
        Submission(
            comment_id=key,
            actor=newspaper.person(),
            thread=below,
            text="Hm.",
            parsed=parse_comment("Hm.", thread=below, parent_id=None, before=key),
            parent_id=None,
            version=1,
            is_sure=False,
            can_be_held=True,
            waits_anyway=False,
        )
        for key in range(1, number + 1)
    ]
    with CaptureQueriesContext(connection) as asked:
        facts = facts_of(posted, [asks], publication_id=newspaper.publication_id)
    assert len(facts) == number
    assert len([it for it in asked if "moderation_shift" in it["sql"]]) == 2


def test_replying_is_slower_where_it_is_heated(newspaper, below, rule, editor) -> None:
    rule(words="", heat="2", action="slow", minutes="10")
    writer, root = newspaper.person(), newspaper.comment(below, "The quay is ugly.")
    insult = newspaper.comment(below, "So are you.", to=root)
    newspaper.comment(below, "Is it?", to=root, by=writer)
    newspaper.comment(below, "It is.", to=root, by=writer)
    report_comment(actor=newspaper.person(), comment_id=root, reason="spam")
    remove_comment(actor=editor, comment_id=insult, version=1, reason="attack")
    with pytest.raises(TooMany, match="again in 10 minutes"):
        newspaper.comment(below, "Well.", to=root, by=writer)
    newspaper.comment(below, "Elsewhere it is not.", by=writer)


def test_sections_and_people(newspaper, below, rule) -> None:
    loud = newspaper.person("loud")
    rule("Loud", words="", people=f"https://x.example/people/{encode(loud.id)}")
    assert status(newspaper.comment(below, "Hm.", by=loud)) == "held"
    assert status(newspaper.comment(below, "Hm.")) == "published"
    rule("Politics", words="", sections=[encode(newspaper.section_id)])
    assert status(newspaper.comment(below, "Hm.")) == "held"


def test_a_rule_that_breaks_is_set_aside_and_stops_nobody(
    newspaper, below, rule, monkeypatch, caplog
) -> None:
    broken, good = rule("Broken", words="", links="1"), rule("Good")
    holds = {**conditions._HOLDS, "links": lambda it, facts: 1 / 0}
    monkeypatch.setattr(conditions, "_HOLDS", holds)
    posted = newspaper.comment(below, "Idiot!")
    assert status(posted) == "held"
    assert "ZeroDivisionError" in Rule.objects.get(pk=broken).fault
    assert Rule.objects.get(pk=good).fault == ""
    assert "is set aside" in caplog.text
    monkeypatch.undo()
    assert status(newspaper.comment(below, "https://a.example")) == "published"


def test_every_version_is_kept_with_who_and_why(newspaper, rule, editor) -> None:
    rule_id = rule()
    again = {"actor": editor, "rule_id": rule_id, "name": "Insults", "chosen": {}}
    save_rule(**again, why="", typed={"words": "idiot", "action": "hold"})
    assert RuleVersion.objects.count() == 1
    save_rule(**again, why="Turnips too.", typed={"words": "turnip", "action": "hold"})
    found = rule_at(publication_id=newspaper.publication_id, rule_id=rule_id)
    assert found is not None
    versions = versions_of(found)
    assert [(it.number, it.by, it.why) for it in versions] == [
        (2, "Chief", "Turnips too."),
        (1, "Chief", "We agreed so."),
    ]


def test_rules_stand_in_an_order(newspaper, rule, editor) -> None:
    first, second = rule("One"), rule("Two")
    move_rule(actor=editor, rule_id=second, step=-1)
    assert [it.id for it in rules_of(newspaper.publication_id)] == [second, first]


def test_a_rule_that_caught_something_stays(newspaper, below, rule, editor) -> None:
    used, unused = rule(), rule("Unused", words="nobody says this")
    newspaper.comment(below, "Idiot!")
    with pytest.raises(Conflict):
        delete_rule(actor=editor, rule_id=used)
    delete_rule(actor=editor, rule_id=unused)
    assert [it.id for it in rules_of(newspaper.publication_id)] == [used]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "conditions"),
        ({"words": "!?"}, "words"),
        ({"patterns": "("}, "patterns"),
        ({"hosts": "no site"}, "hosts"),
        ({"people": "whoever"}, "people"),
        ({"capitals": "3"}, "capitals"),
        ({"pace": "3"}, "pace_minutes"),
        ({"from_hour": "3", "until_hour": "3"}, "until_hour"),
        ({"words": "idiot", "action": "refuse"}, "sentence"),
        ({"words": "idiot", "action": "slow"}, "minutes"),
        ({"words": "idiot", "action": "label"}, "label"),
        ({"words": "idiot", "action": "label", "label": "boots"}, "label"),
        ({"words": "idiot", "action": "burn"}, "action"),
        ({"words": "\n".join(f"word{n}" for n in range(5_001))}, "words"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_at_its_field(editor, typed, field) -> None:
    given = {"action": "hold", **typed}
    with pytest.raises(Invalid) as refused:
        save_rule(actor=editor, rule_id=None, name="It", why="", typed=given, chosen={})
    assert refused.value.field == field
    assert not Rule.objects.exists()


def test_moderators_and_others_change_no_rules(newspaper, rule) -> None:
    rule_id = rule()
    for role in ("moderator", ""):
        with pytest.raises(NotAllowed):
            switch_rule(actor=newspaper.person(role=role), rule_id=rule_id, mode="off")


def test_a_rule_of_another_publication_is_not_found(rule, elsewhere) -> None:
    with pytest.raises(NotFound):
        switch_rule(actor=elsewhere, rule_id=rule(), mode="off")


def test_without_rules_nothing_is_asked(newspaper, below, listening) -> None:
    writer = newspaper.person()
    newspaper.comment(below, "First.", by=writer)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        newspaper.comment(below, "Second.", by=writer)
    assert [it["sql"] for it in asked if "moderation_" in it["sql"]] == []


GERMAN = "Der Stadtrat hat wieder getagt und über die alte Brücke am Hafen nichts beschlossen."
ENGLISH = "The council has met again and decided nothing at all about the old harbour bridge."


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (GERMAN, "held"),
        (ENGLISH, "published"),
        ("Genau.", "published"),
        (f"> {GERMAN} {GERMAN}\n\n{ENGLISH}", "published"),
    ],
    ids=["German", "English", "short", "English with a quote"],
)
def test_a_rule_may_ask_for_the_language_of_what_is_not_quoted(
    newspaper, below, rule, text, status
) -> None:
    rule(words="", languages=["de", "fr"])
    assert Comment.objects.get(pk=newspaper.comment(below, text)).status == status


def test_the_language_is_asked_once_and_only_where_a_rule_asks(
    newspaper, below, rule, monkeypatch
) -> None:
    asked = []
    monkeypatch.setattr(facts, "language_of", lambda text: asked.append(text) or "de")
    rule("Words")
    newspaper.comment(below, ENGLISH)
    assert asked == []
    for name in ("One", "Two"):
        rule(name, words="", action="flag", languages=["de"])
    newspaper.comment(below, ENGLISH)
    assert asked == [ENGLISH]


def test_a_language_that_is_not_offered_is_not_kept(rule, newspaper) -> None:
    rule_id = rule(languages=["de", "tlh", "abc"])
    found = rule_at(publication_id=newspaper.publication_id, rule_id=rule_id)
    assert fields_of(found.definition)["languages"] == "de"


def test_the_form_offers_languages_and_says_them_back(
    newspaper, editor, client_of, settings
) -> None:
    settings.OWN_HOSTS = ["testserver"]
    desk = client_of(editor)
    assert 'name="languages" value="de">German' in desk.get("/desk/rules/new").content.decode()
    sent = {"name": "Not ours", "action": "hold", "languages": ["de", "fr"]}
    page = desk.post("/desk/rules/new", sent)["Location"]
    shown = desk.get(page).content.decode()
    assert "if its language is German, French." in shown
    assert 'name="languages" value="fr" checked' in shown

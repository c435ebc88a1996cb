"""What waits at the desk: in which order, who is at it, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belowline.config.subscribers import SUBSCRIBERS
from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.core.subscribers.places import begin_anew, ensure_places
from belowline.core.subscribers.worker import follow_all
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Case, CaseNote, Report
from belowline.moderation.queries.case_file import case_notes, conduct, decisions_on, open_reports
from belowline.moderation.queries.queues import PAGE, Queue, queue_counts, queue_page
from belowline.moderation.services.case_work import (
    assign_case,
    claim_case,
    escalate_case,
    note_on_case,
    release_case,
)
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
)
from belowline.moderation.services.reports import report_comment
from belowline.moderation.subscribers import CASES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    ensure_places(SUBSCRIBERS)


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def below(newspaper):
    return newspaper.thread()


def report(newspaper, comment_id: int, reason: str = "spam", *, by=None, note: str = "") -> None:
    actor = by or newspaper.person()
    report_comment(actor=actor, comment_id=comment_id, reason=reason, note=note)


def waiting(newspaper, queue: Queue = Queue.NOW, *, person_id: int = 0) -> list[int]:
    page = queue_page(queue, publication_id=newspaper.publication_id, person_id=person_id)
    return [case.comment_id for case in page.cases]


def case_of(comment_id: int) -> Case:
    return Case.objects.get(comment=comment_id)


def test_a_threat_comes_before_everything_and_more_reports_before_fewer(newspaper, below) -> None:
    spam, attack, threat, twice = (newspaper.comment(below, f"Word {n}.") for n in range(4))
    report(newspaper, spam, "spam")
    report(newspaper, attack, "attack")
    for _ in range(2):
        report(newspaper, twice, "spam")
    report(newspaper, threat, "threat")
    assert waiting(newspaper) == [threat, twice, spam, attack]


def test_whose_reports_were_right_weighs_more(newspaper, below, moderator) -> None:
    sharp, hasty = newspaper.person("sharp"), newspaper.person("hasty")
    for number in range(4):
        right, wrong = (newspaper.comment(below, f"{word} {number}") for word in ("Bad", "Good"))
        report(newspaper, right, by=sharp)
        remove_comment(actor=moderator, comment_id=right, version=1, reason="spam")
        report(newspaper, wrong, by=hasty)
        keep_comment(actor=moderator, comment_id=wrong, version=1)
    first, second = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    report(newspaper, first, by=hasty)
    report(newspaper, second, by=sharp)
    assert waiting(newspaper) == [second, first]
    told = open_reports(second, publication_id=newspaper.publication_id)
    assert (told.usually_right, told.usually_wrong) == (1, 0)
    told = open_reports(first, publication_id=newspaper.publication_id)
    assert (told.usually_right, told.usually_wrong) == (0, 1)


def test_a_report_on_a_comment_that_was_kept_returns_to_the_queue(
    newspaper, below, moderator
) -> None:
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    keep_comment(actor=moderator, comment_id=posted, version=1, note="It is a joke.")
    assert waiting(newspaper) == []
    assert waiting(newspaper, Queue.DONE) == [posted]
    report(newspaper, posted, "attack")
    assert waiting(newspaper) == [posted]
    assert waiting(newspaper, Queue.DONE) == []
    (decided,) = decisions_on(posted, publication_id=newspaper.publication_id)
    assert (decided.outcome, decided.by, decided.note) == ("Kept", "Ada", "It is a joke.")


def test_a_held_comment_waits_until_it_is_published(newspaper, moderator) -> None:
    editor = newspaper.person(role="editor")
    below = newspaper.thread()
    switch_thread(
        actor=editor,
        thread_id=below.id,
        comments_open=True,
        votes_open=True,
        has_votes=True,
        is_premoderated=True,
        subscribers_only=False,
    )
    posted = newspaper.comment(below, "May I?")
    follow_all([CASES])
    assert waiting(newspaper, Queue.HELD) == [posted]
    publish_comment(actor=moderator, comment_id=posted, version=1)
    assert waiting(newspaper, Queue.HELD) == []
    assert waiting(newspaper, Queue.DONE) == [posted]


def test_what_its_author_takes_back_waits_no_longer(newspaper, below) -> None:
    author = newspaper.person()
    posted = newspaper.comment(below, "Oh dear.", by=author)
    report(newspaper, posted)
    withdraw_comment(actor=author, comment_id=posted)
    follow_all([CASES])
    assert waiting(newspaper) == []
    assert Report.objects.filter(decision=None).count() == 1, "nothing is decided by it"


def test_cases_are_made_anew_for_what_waited_before_there_were_any(newspaper, below, moderator):
    reported, held = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    report(newspaper, reported)
    hold_comment(actor=moderator, comment_id=held, version=1)
    before = list(Case.objects.order_by("comment").values("comment", "is_open", "urgent_at"))
    Case.objects.all().delete()
    begin_anew(CASES)
    made = list(Case.objects.order_by("comment").values("comment", "is_open", "urgent_at"))
    assert [it["comment"] for it in made] == [it["comment"] for it in before]
    assert all(it["is_open"] for it in made)


def test_pages_follow_one_another_without_gaps(newspaper, below) -> None:
    reader = newspaper.person()
    said = [newspaper.comment(below, f"Number {n}.") for n in range(3)]
    for comment_id in said:
        report(newspaper, comment_id)
    moment = now()
    more = [newspaper.comment(below, f"More {n}.") for n in range(PAGE + 5)]
    Case.objects.bulk_create(
        Case(
            publication_id=newspaper.publication_id,
            comment_id=key,
            is_open=True,
            is_reported=True,
            opened_at=moment,
            due_at=moment + timedelta(days=3),
            urgent_at=moment + timedelta(days=3),
        )
        for key in more
    )
    asked = {"publication_id": newspaper.publication_id, "person_id": reader.id}
    first = queue_page(Queue.REPORTED, **asked)
    second = queue_page(Queue.REPORTED, **asked, after_id=first.cases[-1].id)
    seen = [it.comment_id for it in (*first.cases, *second.cases)]
    assert len(seen) == len(set(seen)) == PAGE + 8
    assert seen[:3] == said
    assert second.after == ""
    assert queue_counts(**asked)[Queue.REPORTED] == PAGE + 8


def test_more_cases_on_a_page_ask_no_more_queries(newspaper, below, moderator) -> None:
    asked = {"publication_id": newspaper.publication_id, "person_id": moderator.id}

    def queries(number: int) -> int:
        for n in range(number):
            report(newspaper, newspaper.comment(below, f"Number {n} of {number}."))
        with CaptureQueriesContext(connection) as captured:
            queue_page(Queue.NOW, **asked)
        return len(captured)

    assert queries(2) == queries(12)


def test_two_moderators_know_of_one_another(newspaper, below, moderator) -> None:
    other = newspaper.person("Ben", role="moderator")
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    case_id = case_of(posted).id
    assert claim_case(actor=moderator, case_id=case_id) is None
    assert claim_case(actor=other, case_id=case_id) == moderator.id
    (card,) = queue_page(
        Queue.NOW, publication_id=newspaper.publication_id, person_id=other.id
    ).cases
    assert card.claimant == "Ada"
    release_case(actor=other, case_id=case_id)
    assert claim_case(actor=other, case_id=case_id) == moderator.id, "others give nothing back"
    release_case(actor=moderator, case_id=case_id)
    assert claim_case(actor=other, case_id=case_id) is None


def test_a_claim_ends_by_itself_and_with_the_decision(newspaper, below, moderator) -> None:
    other = newspaper.person("Ben", role="moderator")
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    case_id = case_of(posted).id
    claim_case(actor=moderator, case_id=case_id)
    Case.objects.update(claimed_until=now() - timedelta(seconds=1))
    assert claim_case(actor=other, case_id=case_id) is None
    keep_comment(actor=other, comment_id=posted, version=1)
    assert case_of(posted).claimed_by_id is None
    claim_case(actor=moderator, case_id=case_id)
    assert case_of(posted).claimed_by_id is None, "what is decided is not taken"


def test_a_case_is_escalated_assigned_and_noted(newspaper, below, moderator) -> None:
    editor = newspaper.person("Cem", role="editor")
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    case_id = case_of(posted).id
    note_on_case(actor=moderator, case_id=case_id, text="I know the author.")
    escalate_case(actor=moderator, case_id=case_id, note="Is this libel?")
    assign_case(actor=moderator, case_id=case_id, person_id=editor.id)
    assert waiting(newspaper, Queue.ESCALATED) == [posted]
    assert waiting(newspaper, Queue.MINE, person_id=editor.id) == [posted]
    assert waiting(newspaper, Queue.MINE, person_id=moderator.id) == []
    told = [
        (it.kind, it.text, it.by)
        for it in case_notes(case_id, publication_id=newspaper.publication_id)
    ]
    assert told == [
        ("note", "I know the author.", "Ada"),
        ("escalated", "Is this libel?", "Ada"),
        ("assigned", "Cem", "Ada"),
    ]
    actions = AuditEntry.objects.filter(action__startswith="case ").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "case note",
        "case escalated",
        "case assigned",
    ]
    keep_comment(actor=editor, comment_id=posted, version=1)
    assert (
        waiting(newspaper, Queue.ESCALATED)
        == waiting(newspaper, Queue.MINE, person_id=editor.id)
        == []
    )
    with pytest.raises(Conflict):
        escalate_case(actor=moderator, case_id=case_id, note="Again.")


def test_what_is_wrong_with_a_note_or_an_assignment_is_said(newspaper, below, moderator) -> None:
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    case_id = case_of(posted).id
    for text in ("", " \u200b", "x" * 300):
        with pytest.raises(Invalid) as refused:
            note_on_case(actor=moderator, case_id=case_id, text=text)
        assert refused.value.field == "note"
    with pytest.raises(Invalid):
        assign_case(actor=moderator, case_id=case_id, person_id=newspaper.person().id)
    assert not CaseNote.objects.exists()


def test_nobody_else_touches_a_case(newspaper, below, moderator) -> None:
    posted = newspaper.comment(below, "Hm.")
    report(newspaper, posted)
    case_id = case_of(posted).id
    reader = newspaper.person()
    for act in (
        lambda who: claim_case(actor=who, case_id=case_id),
        lambda who: release_case(actor=who, case_id=case_id),
        lambda who: escalate_case(actor=who, case_id=case_id, note="Hm."),
        lambda who: assign_case(actor=who, case_id=case_id, person_id=None),
        lambda who: note_on_case(actor=who, case_id=case_id, text="Hm."),
    ):
        with pytest.raises(NotAllowed):
            act(reader)
    Case.objects.update(publication_id=_other_publication())
    with pytest.raises(NotFound):
        claim_case(actor=moderator, case_id=case_id)


def test_how_a_person_was_decided_upon_is_counted(newspaper, below, moderator) -> None:
    author = newspaper.person()
    said = [newspaper.comment(below, f"Word {n}.", by=author) for n in range(4)]
    remove_comment(actor=moderator, comment_id=said[0], version=1, reason="spam")
    known = conduct(author.id, publication_id=newspaper.publication_id)
    assert (known.comments, known.removed, known.removed_lately, known.share) == (4, 1, 1, 0.25)


def test_the_page_shows_the_case_with_all_that_stands_around_it(
    newspaper, below, moderator, client_of
) -> None:
    author = newspaper.person("gullwing")
    parent = newspaper.comment(below, "Nobody rides a boat at midnight.")
    posted = newspaper.comment(below, "You do [so](https://evil.example/x).", by=author, to=parent)
    newspaper.comment(below, "I agree with both.")
    edit_comment(actor=author, comment_id=posted, text="You never do [so](https://evil.example/x).")
    report(newspaper, posted, "attack", note="He is rude.")
    desk = client_of(moderator)
    page = desk.get(f"/desk/cases/{encode(case_of(posted).id)}").content.decode()
    for words in (
        "Nobody rides a boat at midnight.",
        "I agree with both.",
        "He is rude.",
        "<ins> never</ins>",
        "<code>https://evil.example/x</code>",
        "gullwing",
    ):
        assert words in page, words
    assert 'href="https://evil.example' not in page


def test_a_decision_on_an_edited_text_is_refused_and_the_words_stay(
    newspaper, below, moderator, client_of
) -> None:
    author = newspaper.person()
    posted = newspaper.comment(below, "Fine.", by=author)
    report(newspaper, posted)
    edit_comment(actor=author, comment_id=posted, text="Not so fine.")
    desk, path = client_of(moderator), f"/desk/cases/{encode(case_of(posted).id)}/decide"
    given = {"act": "remove", "reason": "hate", "version": "1", "explanation": "Please be kind."}
    refused = desk.post(path, given)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "edited this comment since you opened it" in page
    assert 'value="Please be kind."' in page
    assert "Not so fine." in page
    told = desk.post(path, given, headers={"Accept": "application/json"})
    assert (told.status_code, "edited this comment" in told.json()["detail"]) == (409, True)
    assert desk.post(path, {**given, "version": "2"}).status_code == 302


@pytest.mark.parametrize("act", ["", "burn", "keep "])
def test_an_act_that_there_is_not_is_refused(newspaper, below, moderator, client_of, act) -> None:
    posted = newspaper.comment(below, "Fine.")
    report(newspaper, posted)
    path = f"/desk/cases/{encode(case_of(posted).id)}/decide"
    assert client_of(moderator).post(path, {"act": act, "version": "1"}).status_code == 422
    assert case_of(posted).is_open


def test_a_page_learns_what_became_of_its_cases(newspaper, below, moderator, client_of) -> None:
    other = newspaper.person("Ben", role="moderator")
    one, two = newspaper.comment(below, "One."), newspaper.comment(below, "Two.")
    for comment_id in (one, two):
        report(newspaper, comment_id)
    claim_case(actor=other, case_id=case_of(one).id)
    remove_comment(actor=other, comment_id=two, version=1, reason="spam")
    refs = [encode(case_of(it).id) for it in (one, two)]
    told = client_of(moderator).get(f"/desk/queues/now/state?cases={','.join(refs)}").json()
    assert told["cases"][refs[0]]["claimant"] == "Ben is deciding"
    assert told["cases"][refs[1]]["line"] == "Removed by Ben: Spam"
    assert told["counts"]["now"] == 1
    assert client_of(moderator).get("/desk/queues/tomorrow").status_code == 404


def _other_publication() -> int:
    from belowline.newsroom.services.founding import create_publication

    return create_publication(slug="other", name="Other", time_zone="UTC", host="other.example")

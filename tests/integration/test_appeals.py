"""Whoever a decision concerns can ask for a second look, by somebody else."""

from datetime import timedelta

import pytest

from belowline.core.clock import now
from belowline.core.ids import encode
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.services.edits import withdraw_comment
from belowline.discussion.services.recount import recount
from belowline.moderation.models import Appeal, Decision, Letter
from belowline.moderation.queries.appeals import number_of_appeals, open_appeals
from belowline.moderation.queries.case_file import decisions_on
from belowline.moderation.queries.ladder import ladder
from belowline.moderation.queries.letter_links import letter_token
from belowline.moderation.queries.queues import Queue, queue_page
from belowline.moderation.services.appeals import ask_for_second_look, decide_appeal
from belowline.moderation.services.decisions import (
    keep_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.sanctions import decide_on_person, undo_person_decision
from belowline.moderation.services.undoing import undo_decision


@pytest.fixture
def ada(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def bert(newspaper):
    return newspaper.person("Bert", role="moderator")


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Finn")


@pytest.fixture
def posted(newspaper, writer):
    return newspaper.comment(newspaper.thread(), "Turnips.", by=writer)


def remove(by, comment_id: int) -> int:
    return remove_comment(actor=by, comment_id=comment_id, version=1, reason="attack")


def appeal(writer, text: str = "It was about turnips.") -> int:
    letter = Letter.objects.filter(person_id=writer.id).order_by("-id").first()
    assert letter is not None
    return ask_for_second_look(
        person_id=writer.id,
        publication_id=writer.publication_id,
        letter_id=letter.id,
        text=text,
    )


def decide(by, appeal_id: int, result: str, answer: str = "We read it again.") -> None:
    decide_appeal(actor=by, appeal_id=appeal_id, result=result, answer=answer)


def points(writer) -> int:
    return ladder(person_id=writer.id, publication_id=writer.publication_id).points


def test_a_reversal_brings_everything_back_and_says_why(ada, bert, writer, posted) -> None:
    remove(ada, posted)
    assert points(writer) == 3
    made = appeal(writer)
    decide(bert, made, "reversed")
    assert Comment.objects.get(pk=posted).status == "published"
    assert points(writer) == 0
    assert list(recount()) == []
    told = Letter.objects.order_by("-id").first()
    assert told is not None
    assert (told.kind, told.person_id) == ("appeal-reversed", writer.id)
    assert "We read it again." in told.text
    assert "Bert" not in told.text
    kept = Appeal.objects.get(pk=made)
    assert (kept.result, kept.decided_by_id) == ("reversed", bert.id)


def test_a_reversal_of_what_was_not_the_last_decision_restores(
    newspaper, ada, bert, writer, posted
) -> None:
    first = remove(ada, posted)
    made = appeal(writer)
    restored = restore_comment(actor=ada, comment_id=posted, version=1, note="Hm.")
    undo_decision(actor=ada, comment_id=posted, decision_id=restored)
    decide(bert, made, "reversed")
    assert Comment.objects.get(pk=posted).status == "published"
    last = Decision.objects.filter(comment=posted).order_by("-id").first()
    assert last is not None
    assert (last.outcome, last.note) == ("restored", "Reversed on appeal.")
    assert first < last.id
    assert list(recount()) == []


def test_a_later_removal_for_something_else_stands(ada, bert, writer, posted) -> None:
    remove(ada, posted)
    made = appeal(writer)
    restore_comment(actor=ada, comment_id=posted, version=1, note="Hm.")
    remove_comment(actor=ada, comment_id=posted, version=1, reason="spam")
    decide(bert, made, "reversed")
    assert Comment.objects.get(pk=posted).status == "removed"
    assert points(writer) == 2


def test_what_its_author_has_deleted_meanwhile_stays_deleted(ada, bert, writer, posted) -> None:
    remove(ada, posted)
    made = appeal(writer)
    restore_comment(actor=ada, comment_id=posted, version=1, note="Hm.")
    withdraw_comment(actor=writer, comment_id=posted)
    decide(bert, made, "reversed")
    assert Comment.objects.get(pk=posted).status == "withdrawn"


def test_upheld_changes_nothing_and_partly_takes_the_points(ada, bert, writer, newspaper) -> None:
    for result, expected in (("upheld", 3), ("partly", 0)):
        said = newspaper.comment(newspaper.thread(), "Turnips.", by=writer)
        before = points(writer)
        remove(ada, said)
        decide(bert, appeal(writer), result)
        assert Comment.objects.get(pk=said).status == "removed"
        assert points(writer) == before + expected


@pytest.mark.parametrize(
    ("outcome", "days", "result", "can_write"),
    [
        ("suspended", "7", "reversed", True),
        ("suspended", "7", "partly", True),
        ("suspended", "7", "upheld", False),
        ("closed", "", "reversed", True),
    ],
)
def test_suspended_and_closed_accounts_appeal(
    newspaper, ada, bert, writer, client_of, outcome, days, result, can_write
) -> None:
    decide_on_person(
        actor=ada, person_id=writer.id, outcome=outcome, grounds=Grounds(reason="attack"), days=days
    )
    letter = Letter.objects.get()
    reader = client_of(writer)
    page = f"/me/letters/{encode(letter.id)}"
    assert "Ask for a second look" in reader.get(page).content.decode()
    assert reader.post(page, {"text": ""}).status_code == 422
    assert reader.post(page, {"text": "I was quoting."}).status_code == 302
    assert reader.post(page, {"text": "I was quoting."}).status_code == 409
    (waiting,) = open_appeals(newspaper.publication_id)
    decide(bert, waiting.id, result)
    below = newspaper.thread()
    if can_write:
        newspaper.comment(below, "Back.", by=writer)
    else:
        with pytest.raises(NotAllowed):
            newspaper.comment(below, "Back.", by=writer)
    kinds = [it.kind for it in Letter.objects.order_by("id")]
    assert kinds == [outcome, f"appeal-{result}"], "one letter says it all"


def test_whoever_decided_first_does_not_decide_again_and_is_not_named_before(
    newspaper, ada, bert, writer, posted, client_of
) -> None:
    remove(ada, posted)
    made = appeal(writer)
    for by in (ada, writer):
        with pytest.raises(NotAllowed):
            decide(by, made, "upheld")
    desk, path = client_of(bert), f"/desk/appeals/{encode(made)}"
    assert "Ada" not in desk.get(path).content.decode()
    assert "Ada" not in desk.get("/desk/appeals").content.decode()
    assert "Ada" not in desk.get(f"/desk/people/{encode(writer.id)}").content.decode()
    (decided,) = decisions_on(posted, publication_id=newspaper.publication_id)
    assert decided.by == ""
    done = queue_page(Queue.DONE, publication_id=newspaper.publication_id, person_id=bert.id)
    assert done.cases[0].decided_by == ""
    assert "someone else has to decide" in client_of(ada).get(path).content.decode()
    assert desk.post(path, {"result": "upheld", "answer": ""}).status_code == 422
    assert desk.post(path, {"result": "upheld", "answer": "It insults."}).status_code == 302
    assert desk.post(path, {"result": "upheld", "answer": "It insults."}).status_code == 409
    assert "Ada" in desk.get(path).content.decode()
    assert number_of_appeals(newspaper.publication_id) == 0


def test_the_letters_link_appeals_without_a_login(newspaper, ada, writer, posted, client) -> None:
    remove(ada, posted)
    token = letter_token(letter_id=Letter.objects.get().id, publication_id=newspaper.publication_id)
    sent = {"text": "It was about turnips."}
    same_origin = {"Sec-Fetch-Site": "same-origin"}
    answer = client.post(f"/letters/{token}", sent, headers=same_origin)
    assert answer.status_code == 302
    assert Appeal.objects.get().person_id == writer.id
    assert "Someone else is looking at it again" in client.get(f"/letters/{token}").content.decode()


def test_it_is_asked_once_in_six_months_and_in_so_many_words(ada, writer, posted, at) -> None:
    remove(ada, posted)
    with pytest.raises(Invalid):
        appeal(writer, "")
    with pytest.raises(Invalid):
        appeal(writer, "x" * 2001)
    start = now()
    at(start + timedelta(days=183))
    with pytest.raises(Conflict, match="six months"):
        appeal(writer)
    at(start + timedelta(days=181))
    appeal(writer)
    with pytest.raises(Conflict, match="already asked"):
        appeal(writer)


def test_nobody_appeals_for_others_or_against_what_is_undone(
    newspaper, ada, writer, posted
) -> None:
    decision = remove(ada, posted)
    letter = Letter.objects.get()
    with pytest.raises(NotFound):
        ask_for_second_look(
            person_id=newspaper.person().id,
            publication_id=newspaper.publication_id,
            letter_id=letter.id,
            text="Me too.",
        )
    Letter.objects.update(seen_at=now())
    undo_decision(actor=ada, comment_id=posted, decision_id=decision)
    with pytest.raises(Conflict):
        ask_for_second_look(
            person_id=writer.id,
            publication_id=newspaper.publication_id,
            letter_id=letter.id,
            text="And now?",
        )


def test_what_was_undone_while_it_was_looked_at_can_still_be_decided(ada, bert, writer) -> None:
    decision = decide_on_person(
        actor=ada, person_id=writer.id, outcome="muted", grounds=Grounds(reason="other"), days="7"
    )
    made = appeal(writer)
    undo_person_decision(actor=ada, decision_id=decision)
    decide(bert, made, "reversed")


def test_other_publications_appeals_are_not_there(newspaper, ada, writer, posted) -> None:
    remove(ada, posted)
    made = appeal(writer)
    with pytest.raises(NotFound):
        decide_appeal(actor=ada, appeal_id=made + 1, result="upheld", answer="No.")
    keep = newspaper.comment(newspaper.thread(), "Hm.", by=writer)
    keep_comment(actor=ada, comment_id=keep, version=1)
    assert Letter.objects.filter(decision__outcome="kept").count() == 0

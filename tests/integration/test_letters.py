"""Whom a decision concerns is written to: on their pages and by mail, as it is kept."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from belowline.accounts.models import Person
from belowline.core.clock import now
from belowline.core.refusals import NotAllowed, NotFound
from belowline.core.tasks.running import run_due
from belowline.moderation.models import Letter
from belowline.moderation.queries.letter_links import letter_of_token, letter_token
from belowline.moderation.queries.letters import letters_to, waiting_letters
from belowline.moderation.services.batches import BY_HAND, Gathering, decide_on_many
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
)
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.letter_reading import press_letter
from belowline.moderation.services.letters import GRACE
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import decide_on_person, undo_person_decision
from belowline.moderation.services.undoing import undo_batch, undo_decision

TASK = {"send-moderation-letter", "tell-reporters"}


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("Ada", role="moderator")


@pytest.fixture
def writer(newspaper):
    return newspaper.person("Finn")


@pytest.fixture
def posted(newspaper, writer):
    below = newspaper.thread_below(newspaper.article(headline="The quay at night"))
    return newspaper.comment(below, "Turnips like him should not be let near it.", by=writer)


def remove(moderator, comment_id: int) -> int:
    return remove_comment(
        actor=moderator,
        comment_id=comment_id,
        version=1,
        reason="attack",
        explanation="criticise the vote",
    )


def mails(at) -> list:
    at(now() + GRACE + timedelta(seconds=1))
    run_due(TASK)
    return mail.outbox


def test_a_removal_is_told_with_its_reason_and_the_way_to_object(
    newspaper, moderator, writer, posted, at
) -> None:
    remove(moderator, posted)
    (letter,) = letters_to(person_id=writer.id, publication_id=newspaper.publication_id)
    assert letter.subject == "Your comment was removed"
    for said in (
        "Hello Finn,",
        "You wrote below “The quay at night”:",
        "> Turnips like him",
        "Reason: Personal attack.",
        "No insults, of readers",
        "criticise the vote",
        "someone else decides",
    ):
        assert said in letter.text
    assert "Ada" not in letter.text, "nobody is told who decided"
    assert mail.outbox == [], "nothing is sent before the time to undo it is over"
    (sent,) = mails(at)
    assert sent.subject == letter.subject
    assert sent.body.startswith(letter.text)
    token = re.search(r"/letters/(\S+)", sent.body)[1]
    assert letter_of_token(token, publication_id=newspaper.publication_id).id == letter.id
    run_due(TASK)
    assert len(mail.outbox) == 1


def test_a_letter_is_in_its_readers_language(newspaper, moderator, writer, posted) -> None:
    Person.objects.filter(pk=writer.id).update(language="ja")
    remove(moderator, posted)
    letter = Letter.objects.get()
    assert letter.language == "ja"
    assert letter.subject == "あなたのコメントは削除されました"
    assert "理由: 個人攻撃" in letter.text


def test_the_language_that_somebody_chooses_is_kept(newspaper, writer, client_of) -> None:
    reader = client_of(writer)
    reader.post("/language", {"language": "ja", "back": "/"})
    assert Person.objects.get(pk=writer.id).language == "ja"
    reader.post("/language", {"language": "en", "back": "/"})
    assert Person.objects.get(pk=writer.id).language == ""


def test_what_is_undone_before_anybody_knew_is_told_to_nobody(moderator, posted, at) -> None:
    decision = remove(moderator, posted)
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision)
    assert not Letter.objects.exists()
    assert mails(at) == []


def test_what_is_undone_after_it_was_told_is_told_as_well(moderator, posted, at) -> None:
    decision = remove(moderator, posted)
    mails(at)
    undo_decision(actor=moderator, comment_id=posted, decision_id=decision)
    assert [it.kind for it in Letter.objects.order_by("id")] == ["removed", "reversed"]


def test_a_mail_that_failed_is_tried_again(moderator, posted, at, monkeypatch) -> None:
    remove(moderator, posted)

    def away(*_: object) -> None:
        raise OSError("the server is away")

    with monkeypatch.context() as broken:
        broken.setattr("belowline.moderation.services.letter_mail.send_mail", away)
        assert mails(at) == []
    assert Letter.objects.get().mailed_at is None
    at(now() + timedelta(hours=2))
    run_due(TASK)
    assert len(mail.outbox) == 1


def test_keeping_and_publishing_write_no_letter(moderator, posted) -> None:
    keep_comment(actor=moderator, comment_id=posted, version=1)
    hold_comment(actor=moderator, comment_id=posted, version=1)
    publish_comment(actor=moderator, comment_id=posted, version=1)
    assert [it.kind for it in Letter.objects.all()] == ["held"]


def test_a_warning_waits_until_it_is_pressed_away(
    newspaper, moderator, writer, posted, client_of
) -> None:
    decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome="warned",
        grounds=Grounds(reason="attack"),
        occasion_id=posted,
    )
    here = {"person_id": writer.id, "publication_id": newspaper.publication_id}
    below = newspaper.thread()
    with pytest.raises(NotAllowed, match="warned you"):
        newspaper.comment(below, "But.", by=writer)
    reader = client_of(writer)
    overlay = reader.get(f"/me/threads/{below.ref}", headers={"Accept": "application/json"}).json()
    (told,) = overlay["letters"]
    assert (told["subject"], overlay["barred"]) == (
        "A warning",
        "The moderators have warned you. Please read the warning first.",
    )
    page = reader.get(f"/me/letters/{told['id']}").content.decode()
    assert "I have read this" in page
    assert "> Turnips" not in page
    assert "<blockquote" in page
    assert len(waiting_letters(**here)) == 1, "opening it is not enough"
    reader.post(f"/me/letters/{told['id']}", {"act": "read"})
    assert waiting_letters(**here) == []
    newspaper.comment(below, "But.", by=writer)


def test_a_warning_that_is_undone_holds_nobody_up(newspaper, moderator, writer) -> None:
    decision = decide_on_person(
        actor=moderator, person_id=writer.id, outcome="warned", grounds=Grounds(reason="attack")
    )
    undo_person_decision(actor=moderator, decision_id=decision)
    newspaper.comment(newspaper.thread(), "Fine.", by=writer)


def test_letters_are_their_readers_own(
    newspaper, moderator, writer, posted, client_of, client
) -> None:
    remove(moderator, posted)
    letter = letters_to(person_id=writer.id, publication_id=newspaper.publication_id)[0]
    other = newspaper.person()
    assert client_of(other).get(f"/me/letters/{letter.ref}").status_code == 404
    with pytest.raises(NotFound):
        press_letter(actor=other, letter_id=letter.id)
    assert client.get("/letters/guessed").status_code == 404
    token = letter_token(letter_id=letter.id, publication_id=newspaper.publication_id)
    page = client.get(f"/letters/{token}")
    assert "Personal attack" in page.content.decode()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert Letter.objects.get().seen_at is None, "programs open links as well"
    client_of(writer).get(f"/letters/{token}")
    assert Letter.objects.get().settled_at is not None


def test_the_account_lists_them(moderator, writer, posted, client_of) -> None:
    reader = client_of(writer)
    assert "No letters." in reader.get("/me/letters").content.decode()
    remove(moderator, posted)
    assert "Your comment was removed" in reader.get("/me").content.decode()
    assert "Your comment was removed" in reader.get("/me/letters").content.decode()


def test_who_reports_wrongly_most_of_the_time_is_told_so_once(newspaper, moderator, at) -> None:
    hasty, careful = newspaper.person("hasty"), newspaper.person("careful")
    below = newspaper.thread()
    for number in range(7):
        good, bad = (newspaper.comment(below, f"{word} {number}.") for word in ("Good", "Bad"))
        report_comment(actor=hasty, comment_id=good, reason="spam")
        keep_comment(actor=moderator, comment_id=good, version=1)
        report_comment(actor=careful, comment_id=bad, reason="spam")
        remove_comment(actor=moderator, comment_id=bad, version=1, reason="spam")
        mails(at)
    told = Letter.objects.filter(kind="reports")
    assert [it.person_id for it in told] == [hasty.id]
    report_comment(actor=hasty, comment_id=newspaper.comment(below, "More."), reason="spam")


def remove_both(newspaper, moderator, writer) -> tuple[int, list[int]]:
    below = newspaper.thread()
    said = [newspaper.comment(below, f"Turnips {n}.", by=writer) for n in range(2)]
    made = decide_on_many(
        actor=moderator,
        seen=dict.fromkeys(said, 1),
        outcome="removed",
        grounds=Grounds(reason="spam"),
        gathering=Gathering(BY_HAND),
    )
    return made.id, said


def test_a_batch_writes_about_each_comment_and_mails_one_letter(
    newspaper, moderator, writer, at
) -> None:
    remove_both(newspaper, moderator, writer)
    assert not Letter.objects.exists(), "there is time to undo it"
    at(now() + GRACE + timedelta(seconds=1))
    run_due({*TASK, "write-batch-letters"})
    assert [it.kind for it in Letter.objects.all()] == ["removed", "removed"]
    mails(at)
    assert len(mail.outbox) == 1


def test_a_batch_that_is_undone_in_time_is_told_to_nobody_and_later_it_is(
    newspaper, moderator, writer, at
) -> None:
    batch_id, _ = remove_both(newspaper, moderator, writer)
    undo_batch(actor=moderator, batch_id=batch_id)
    at(now() + GRACE + timedelta(seconds=1))
    run_due({*TASK, "write-batch-letters"})
    assert not Letter.objects.exists()
    batch_id, _ = remove_both(newspaper, moderator, writer)
    at(now() + GRACE + timedelta(seconds=1))
    run_due({"write-batch-letters"})
    mails(at)
    undo_batch(actor=moderator, batch_id=batch_id)
    assert [it.kind for it in Letter.objects.order_by("id")] == ["removed", "reversed"], (
        "of the one that was mailed; of the other nobody knew"
    )

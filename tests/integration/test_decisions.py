"""A decision is a record: on which grounds, of which text, and beside those that came before."""

import pytest
from django.test import Client

from belowline.core.ids import encode
from belowline.core.models import AuditEntry
from belowline.core.refusals import Conflict, Invalid
from belowline.discussion.models import Comment, CommentRevision
from belowline.discussion.services.edits import edit_comment
from belowline.moderation.models import REASONS_VERSION, Decision
from belowline.moderation.services.decisions import (
    hold_comment,
    keep_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from belowline.moderation.services.reports import report_comment

Found = Decision.Found


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


def test_a_removal_is_on_record_in_its_parts(newspaper, moderator):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Buy.", by=author)
    edit_comment(actor=author, comment_id=posted, text="Buy rope.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    remove_comment(
        actor=moderator,
        comment_id=posted,
        version=2,
        reason="spam",
        clause="House rule 4",
        explanation="No shops, please.",
        note="The third time.",
    )
    made = Decision.objects.get()
    assert (made.outcome, made.reason, made.reasons_version) == ("removed", "spam", REASONS_VERSION)
    assert (made.clause, made.explanation) == ("House rule 4", "No shops, please.")
    assert made.note == "The third time."
    assert (made.found, made.automation, made.text_version) == ("report", "not", 2)
    assert made.moderator_id == moderator.id
    assert made.decided_at is not None
    details = AuditEntry.objects.latest("id").details
    assert (details["clause"], details["note"]) == ("House rule 4", "The third time.")


def test_without_a_report_it_was_the_moderators_own_look(newspaper, moderator):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    keep_comment(actor=moderator, comment_id=posted, version=1)
    assert Decision.objects.get().found == Found.OWN_LOOK


def test_no_decision_overwrites_another(newspaper, moderator):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    given = {"actor": moderator, "comment_id": posted, "version": 1}
    keep_comment(**given, note="One.")
    hold_comment(**given, note="Two.")
    publish_comment(**given, note="Three.")
    remove_comment(**given, reason="spam", explanation="Four.")
    restore_comment(**given, note="Five.")
    remove_comment(**given, reason="hate", explanation="Six.")
    made = Decision.objects.order_by("id").values_list("outcome", "reason", "explanation", "note")
    assert list(made) == [
        ("kept", "", "", "One."),
        ("held", "", "", "Two."),
        ("published", "", "", "Three."),
        ("removed", "spam", "Four.", ""),
        ("restored", "", "", "Five."),
        ("removed", "hate", "Six.", ""),
    ]
    row = Comment.objects.get(pk=posted)
    assert (row.reason, row.explanation) == ("hate", "Six.")


def test_each_edit_is_a_version_and_the_same_words_are_none(newspaper):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "One.", by=author)
    for text in ("Two.", "Two.", "Three."):
        edit_comment(actor=author, comment_id=posted, text=text)
    assert Comment.objects.get(pk=posted).version == 3
    kept = CommentRevision.objects.order_by("id").values_list("version", "text")
    assert list(kept) == [(1, "One."), (2, "Two.")]


def test_nobody_decides_on_a_text_that_they_have_not_seen(newspaper, moderator):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Fine words.", by=author)
    edit_comment(actor=author, comment_id=posted, text="Other words.")
    given = {"actor": moderator, "comment_id": posted, "version": 1}
    for decide in (
        lambda: keep_comment(**given),
        lambda: hold_comment(**given),
        lambda: remove_comment(**given, reason="spam"),
    ):
        with pytest.raises(Conflict, match="edited this comment"):
            decide()
    assert not Decision.objects.exists()
    keep_comment(actor=moderator, comment_id=posted, version=2)


def test_the_form_shows_the_edited_text_and_keeps_what_was_entered(newspaper, moderator, client_of):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Fine words.", by=author)
    edit_comment(actor=author, comment_id=posted, text="Quite other words.")
    desk, path = client_of(moderator), f"/desk/c/{encode(posted)}/remove"
    entered = {
        "reason": "hate",
        "clause": "House rule 9",
        "explanation": "Please be kind.",
        "note": "Watch them.",
    }
    answer = desk.post(path, {**entered, "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "edited this comment since you opened it" in page
    assert "Quite other words." in page
    assert all(f'value="{words}"' in page for words in entered.values())
    assert 'value="hate" required checked' in page
    assert 'name="version" value="2"' in page
    assert desk.post(path, {**entered, "version": "2"}).status_code == 302
    assert Decision.objects.get().note == "Watch them."


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 20, "²"])
def test_a_form_that_does_not_say_what_it_showed_decides_nothing(
    newspaper, moderator, client_of, version
):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    desk = client_of(moderator)
    for act in ("remove", "restore"):
        given = {"reason": "spam", "note": "Why not.", "version": version}
        assert desk.post(f"/desk/c/{encode(posted)}/{act}", given).status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("field", "most"), [("clause", 200), ("explanation", 250), ("note", 250)])
def test_words_that_are_too_long_are_refused_beside_their_field(newspaper, moderator, field, most):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    given = {"actor": moderator, "comment_id": posted, "version": 1, "reason": "spam"}
    with pytest.raises(Invalid) as refused:
        remove_comment(**given, **{field: "x" * (most + 1)})
    assert refused.value.field == field
    remove_comment(**given, **{field: "x" * most})


def test_readers_read_the_reason_in_their_language_and_no_note(newspaper, moderator):
    article = newspaper.article()
    posted = newspaper.comment(newspaper.thread_below(article), "Hm.")
    remove_comment(
        actor=moderator,
        comment_id=posted,
        version=1,
        reason="spam",
        clause="House rule 4",
        explanation="no shops",
        note="Watch them.",
    )
    row = Comment.objects.get(pk=posted)
    assert (row.reason, row.explanation) == ("spam", "no shops")
    english = Client().get(article.path).content.decode()
    assert "Removed by a moderator: spam: no shops." in english
    japanese = Client(headers={"Cookie": "language=ja"}).get(article.path).content.decode()
    assert "スパム: no shops" in japanese
    assert "Watch them." not in english + japanese
    told = Client().get(f"/api/v1/comments/{encode(posted)}").json()
    assert (told["reason"], told["explanation"]) == ("spam", "no shops")
    assert told["status_reason"] == "spam: no shops"

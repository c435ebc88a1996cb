"""Reports, decisions, switches, and the log of all of it."""

import pytest

from belowline.core.models import AuditEntry, OutboxEvent
from belowline.core.refusals import Conflict, Invalid, NotAllowed, TooMany
from belowline.discussion.services.recount import recount
from belowline.discussion.services.threads import switch_thread
from belowline.moderation.models import Case, Report
from belowline.moderation.queries.case_file import open_reports
from belowline.moderation.services.decisions import keep_comment, remove_comment, restore_comment
from belowline.moderation.services.reports import report_comment
from tests.found import comment, thread


def waiting() -> list[int]:
    return list(Case.objects.filter(is_reported=True).values_list("comment_id", flat=True))


@pytest.fixture
def moderator(newspaper):
    return newspaper.person("mod", role="moderator")


def test_reports_of_one_comment_are_gathered(newspaper):
    posted = newspaper.comment(newspaper.thread(), "Cheap sunglasses!")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam", note="Again him.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    assert waiting() == [posted]
    told = open_reports(posted, publication_id=newspaper.publication_id)
    assert told.reasons == {"Spam": 2}
    assert told.notes == ("Again him.",)


def test_reporting_twice_is_one_report(newspaper):
    posted, reader = newspaper.comment(newspaper.thread(), "Hm."), newspaper.person()
    report_comment(actor=reader, comment_id=posted, reason="spam")
    report_comment(actor=reader, comment_id=posted, reason="off-topic")
    assert Report.objects.get().reason == "off-topic"


def test_a_kept_comment_can_be_reported_again(newspaper, moderator):
    posted, reader = newspaper.comment(newspaper.thread(), "Hm."), newspaper.person()
    report_comment(actor=reader, comment_id=posted, reason="attack")
    keep_comment(actor=moderator, comment_id=posted, version=1)
    assert waiting() == []
    report_comment(actor=reader, comment_id=posted, reason="threat")
    assert waiting() == [posted]


def test_an_unknown_reason_is_refused(newspaper):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    with pytest.raises(Invalid) as refused:
        report_comment(actor=newspaper.person(), comment_id=posted, reason="boring")
    assert refused.value.field == "reason"


def test_nobody_reports_an_own_comment_or_reports_without_end(newspaper, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"reports_per_hour": 2})
    below, reader = newspaper.thread(), newspaper.person()
    own = newspaper.comment(below, "Mine.", by=reader)
    with pytest.raises(NotAllowed):
        report_comment(actor=reader, comment_id=own, reason="spam")
    report_comment(actor=reader, comment_id=newspaper.comment(below, "One."), reason="spam")
    with pytest.raises(TooMany):
        report_comment(actor=reader, comment_id=newspaper.comment(below, "Two."), reason="spam")


def test_a_removal_leaves_its_reason_in_the_place_and_closes_the_reports(newspaper, moderator):
    below = newspaper.thread()
    root = newspaper.comment(below, "You are all fools.")
    answer = newspaper.comment(below, "No, you.", to=root)
    report_comment(actor=newspaper.person(), comment_id=answer, reason="attack")
    remove_comment(
        actor=moderator,
        comment_id=answer,
        version=1,
        reason="attack",
        explanation="please stay polite",
    )
    shown = comment(answer)
    assert (shown.status, shown.reason) == ("removed", "attack")
    assert shown.explanation == "please stay polite"
    assert thread(below.id).comment_count == 1
    assert comment(root).answers == 0
    assert waiting() == []
    assert list(recount()) == []


def test_a_restored_comment_counts_again(newspaper, moderator):
    below = newspaper.thread()
    root = newspaper.comment(below, "One.")
    answer = newspaper.comment(below, "Two.", to=root)
    remove_comment(actor=moderator, comment_id=answer, version=1, reason="other")
    restore_comment(actor=moderator, comment_id=answer, version=1, note="I misread it.")
    assert comment(answer).is_published
    assert comment(root).answers == 1
    assert thread(below.id).comment_count == 2
    assert list(recount()) == []


def test_a_decision_is_made_once(newspaper, moderator):
    posted = newspaper.comment(newspaper.thread(), "Hm.")
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    for decide in (
        lambda: remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam"),
        lambda: keep_comment(actor=moderator, comment_id=posted, version=1),
    ):
        with pytest.raises(Conflict):
            decide()


@pytest.mark.parametrize("role", ["", "reporter"])
def test_only_moderators_decide(newspaper, role):
    posted, person = newspaper.comment(newspaper.thread(), "Hm."), newspaper.person(role=role)
    for decide in (
        lambda: keep_comment(actor=person, comment_id=posted, version=1),
        lambda: remove_comment(actor=person, comment_id=posted, version=1, reason="spam"),
        lambda: restore_comment(actor=person, comment_id=posted, version=1, note="Because."),
    ):
        with pytest.raises(NotAllowed):
            decide()


def test_only_editors_close_a_thread(newspaper, moderator):
    below = newspaper.thread()
    with pytest.raises(NotAllowed):
        switch_thread(actor=moderator, thread_id=below.id, comments_open=False, votes_open=True)
    editor = newspaper.person("ed", role="editor")
    switch_thread(
        actor=editor, thread_id=below.id, comments_open=False, votes_open=False, note="Good night."
    )
    closed = thread(below.id)
    assert (closed.comments_open, closed.votes_open) == (False, False)
    assert closed.closing_note == "Good night."


def test_every_decision_leaves_a_line_in_the_log(newspaper, moderator):
    below = newspaper.thread()
    posted = newspaper.comment(below, "Hm.")
    report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    keep_comment(actor=moderator, comment_id=posted, version=1)
    remove_comment(actor=moderator, comment_id=posted, version=1, reason="spam")
    restore_comment(actor=moderator, comment_id=posted, version=1, note="Not spam after all.")
    editor = newspaper.person("ed", role="editor")
    switch_thread(actor=editor, thread_id=below.id, comments_open=False, votes_open=True)
    lines = AuditEntry.objects.order_by("id").values_list("actor_name", "action")
    assert list(lines)[1:] == [
        ("mod", "comment kept"),
        ("mod", "comment removed"),
        ("mod", "comment restored"),
        ("ed", "thread switched"),
    ]


def test_a_decision_closes_the_reports_of_its_own_comment_only(newspaper, moderator):
    thread = newspaper.thread()
    one, other = newspaper.comment(thread, "Hm."), newspaper.comment(thread, "Hm, hm.")
    for posted in (one, other):
        report_comment(actor=newspaper.person(), comment_id=posted, reason="spam")
    keep_comment(actor=moderator, comment_id=one, version=1)
    assert waiting() == [other]


def test_a_report_that_is_changed_is_told_once(newspaper):
    posted, reader = newspaper.comment(newspaper.thread(), "Hm."), newspaper.person()
    for reason in ("spam", "attack"):
        report_comment(actor=reader, comment_id=posted, reason=reason)
    assert OutboxEvent.objects.filter(name="CommentReported").count() == 1


def test_the_note_of_a_closed_thread_goes_when_it_opens_again(newspaper):
    below, editor = newspaper.thread(), newspaper.person(role="editor")
    for is_open in (False, True):
        switch_thread(
            actor=editor,
            thread_id=below.id,
            comments_open=is_open,
            votes_open=True,
            note="Good night.",
        )
    assert thread(below.id).closing_note == ""


def test_a_thread_that_is_as_it_was_asked_to_be_tells_nothing(newspaper):
    below, editor = newspaper.thread(), newspaper.person(role="editor")
    before = thread(below.id), AuditEntry.objects.count()
    switch_thread(actor=editor, thread_id=below.id, comments_open=True, votes_open=True)
    assert (thread(below.id), AuditEntry.objects.count()) == before

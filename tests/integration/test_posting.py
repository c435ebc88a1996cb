"""Posting, replying, editing and withdrawing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound, TooMany
from belowline.discussion.models import Comment, CommentRevision
from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import switch_thread
from tests.found import comment, thread


def test_a_comment_is_shown_and_counted(newspaper):
    below = newspaper.thread()
    posted = newspaper.comment(below, "I was *there*.")
    shown = comment(posted)
    assert shown.html == "<p>I was <em>there</em>.</p>"
    assert thread(below.id).comment_count == 1
    assert thread(below.id).revision == below.revision + 1


def test_a_retry_with_the_same_key_posts_once(newspaper):
    below, author, key = newspaper.thread(), newspaper.person(), uuid4()
    first = post_comment(actor=author, thread_id=below.id, text="Once.", idempotency_key=key)
    again = post_comment(actor=author, thread_id=below.id, text="Once.", idempotency_key=key)
    assert first == again
    assert Comment.objects.count() == 1


def test_a_reply_to_a_reply_stands_under_the_same_root(newspaper):
    below = newspaper.thread()
    root = newspaper.comment(below, "One.")
    reply = newspaper.comment(below, "Two.", to=root)
    deeper = newspaper.comment(below, "Three.", to=reply)
    assert comment(deeper).root_id == root
    assert comment(deeper).parent.id == reply
    assert (comment(root).answers, comment(reply).answers) == (1, 1)


def test_a_closed_thread_refuses_a_comment(newspaper):
    below = newspaper.thread()
    editor = newspaper.person("ed", role="editor")
    switch_thread(actor=editor, thread_id=below.id, comments_open=False, votes_open=True)
    with pytest.raises(NotAllowed, match="closed"):
        newspaper.comment(below, "Too late?")


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_an_empty_comment_is_refused(newspaper, text):
    with pytest.raises(Invalid) as refused:
        newspaper.comment(newspaper.thread(), text)
    assert refused.value.field == "text"


@pytest.mark.parametrize(
    "heap",
    ["\u1100" * 5_000, "क्" * 3_000, "\N{MAN}\u200d" * 3_000],
)
def test_what_is_heaped_on_one_character_does_not_make_it_a_short_text(newspaper, heap):
    below = newspaper.thread()
    with pytest.raises(Invalid, match="plain text"):
        newspaper.comment(below, f"a {heap}")
    newspaper.comment(below, "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}" * 700)


def test_length_is_counted_as_people_count(newspaper, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"comment_max_characters": 3})
    below = newspaper.thread()
    family = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
    newspaper.comment(below, family * 3)
    with pytest.raises(Invalid, match="Yours has 4"):
        newspaper.comment(below, family * 4)


def test_an_answer_must_be_in_the_same_thread(newspaper):
    elsewhere = newspaper.comment(newspaper.thread(), "Over there.")
    with pytest.raises(NotFound):
        newspaper.comment(newspaper.thread(), "Over here.", to=elsewhere)


def test_somebody_who_posts_too_fast_is_asked_to_wait(newspaper, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"posts_per_minute": 2})
    below, author = newspaper.thread(), newspaper.person()
    newspaper.comment(below, "One.", by=author)
    newspaper.comment(below, "Two.", by=author)
    with pytest.raises(TooMany) as refused:
        newspaper.comment(below, "Three.", by=author)
    assert 0 < refused.value.retry_after <= 61


def test_an_edit_is_marked_and_what_was_said_before_is_kept(newspaper):
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Frist.", by=author)
    edit_comment(actor=author, comment_id=posted, text="First.")
    assert comment(posted).html == "<p>First.</p>"
    assert comment(posted).edited_at is not None
    assert CommentRevision.objects.get(comment_id=posted).text == "Frist."


def test_editing_ends_after_five_minutes(newspaper, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"edit_minutes": 0})
    author = newspaper.person()
    posted = newspaper.comment(newspaper.thread(), "Done.", by=author)
    with pytest.raises(Conflict):
        edit_comment(actor=author, comment_id=posted, text="Undone.")


def test_nobody_edits_or_withdraws_another_ones_comment(newspaper):
    posted = newspaper.comment(newspaper.thread(), "Mine.")
    other = newspaper.person()
    with pytest.raises(NotAllowed):
        edit_comment(actor=other, comment_id=posted, text="Yours.")
    with pytest.raises(NotAllowed):
        withdraw_comment(actor=other, comment_id=posted)


def test_a_withdrawn_comment_keeps_its_place_and_its_answers(newspaper):
    below, author = newspaper.thread(), newspaper.person()
    root = newspaper.comment(below, "I regret this.", by=author)
    reply = newspaper.comment(below, "So do I.", to=root)
    withdraw_comment(actor=author, comment_id=root)
    assert comment(root).status == "withdrawn"
    assert comment(reply).parent.id == root
    assert thread(below.id).comment_count == 1


def test_in_a_closed_thread_editors_still_have_the_last_word(newspaper):
    below, editor = newspaper.thread(), newspaper.person("ed", role="editor")
    switch_thread(actor=editor, thread_id=below.id, comments_open=False, votes_open=True)
    last = newspaper.comment(below, "We close this here. Thank you all.", by=editor)
    assert comment(last).is_published
    with pytest.raises(NotAllowed, match="closed"):
        newspaper.comment(below, "One more.", by=newspaper.person(role="moderator"))


def test_an_edit_in_the_same_words_is_none(newspaper):
    below, author = newspaper.thread(), newspaper.person()
    posted = newspaper.comment(below, "As I said.", by=author)
    before = thread(below.id)
    edit_comment(actor=author, comment_id=posted, text="  As I said.\r\n")
    assert comment(posted).edited_at is None
    assert not CommentRevision.objects.exists()
    assert thread(below.id).revision == before.revision


def test_what_is_no_longer_shown_is_not_answered(newspaper):
    below, author = newspaper.thread(), newspaper.person()
    root = newspaper.comment(below, "I regret this.", by=author)
    withdraw_comment(actor=author, comment_id=root)
    with pytest.raises(Conflict, match="no longer shown"):
        newspaper.comment(below, "And yet you said it.", to=root)
    assert thread(below.id).comment_count == 0


def test_a_thread_closes_by_itself_when_its_days_are_over(newspaper, client) -> None:
    article = newspaper.article(published_at=now() - timedelta(days=2))
    thread = newspaper.thread_below(article)
    editor = newspaper.person(role="editor")
    switch = {"actor": editor, "thread_id": thread.id, "comments_open": True, "votes_open": True}
    switch_thread(**switch, closes_after=3)
    newspaper.comment(thread, "In time.")
    ends = client.get(article.path).headers["Belowline-Ends"]
    assert ends == f"{(article.published_at + timedelta(days=3)).timestamp():.3f}"
    switch_thread(**switch, closes_after=1)
    with pytest.raises(NotAllowed, match="closed to new comments"):
        newspaper.comment(thread, "Too late.")
    assert "closed to new comments" in client.get(article.path).content.decode()
    assert "Belowline-Ends" not in client.get(article.path).headers
    for days in (0, 3651):
        with pytest.raises(Invalid):
            switch_thread(**switch, closes_after=days)
    switch_thread(**switch)
    newspaper.comment(thread, "Open again.")

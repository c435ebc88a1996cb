"""An open page hears what others do."""

import re

import pytest
from playwright.sync_api import Page, expect

from belowline.discussion.services.edits import edit_comment, withdraw_comment
from belowline.discussion.services.threads import switch_thread
from belowline.discussion.services.votes import cast_vote
from belowline.moderation.services.decisions import (
    hold_comment,
    publish_comment,
    remove_comment,
    restore_comment,
)
from browser.steps import comment, expect_score, press


@pytest.fixture
def thread(newspaper, article):
    return newspaper.thread_below(article)


@pytest.fixture
def first(newspaper, thread) -> int:
    return newspaper.comment(thread, "The boat is late.")


@pytest.fixture
def page(page, article, first) -> Page:
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    return page


def test_new_comments_wait_until_the_reader_wants_them(page, newspaper, thread, first) -> None:
    newspaper.comment(thread, "Mine too.")
    expect(page.get_by_role("button", name="Show 1 new comment")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(1\) "))
    expect(page.get_by_role("status")).to_have_text("Show 1 new comment")
    newer = newspaper.comment(thread, "And mine.")
    expect(page.locator(".comment")).to_have_count(1)
    page.get_by_role("button", name="Show 2 new comments").click()
    expect(page.locator(".comment")).to_have_count(3)
    expect(comment(page, newer)).to_be_focused()
    expect(page).not_to_have_title(re.compile(r"^\("))
    expect(page.locator("#count")).to_have_text("3 comments")
    expect(page.locator("#fresh")).to_be_hidden()


def test_a_reply_comes_in_under_what_it_answers(page, newspaper, thread, first) -> None:
    reply = newspaper.comment(thread, "It always is.", to=first)
    expect(comment(page, first).locator(".replies summary")).to_have_text("1 reply")
    expect(comment(page, reply)).to_contain_text("It always is.")
    expect(page.get_by_role("status")).to_have_text("1 new reply")
    comment(page, first).locator("summary").click()
    expect(comment(page, reply)).to_be_hidden()
    newspaper.comment(thread, "Not on Sundays.", to=first)
    expect(comment(page, first).locator("summary")).to_have_text("2 replies · 1 new")


def test_what_is_being_read_does_not_move(page, newspaper, thread, first) -> None:
    above = newspaper.comment(thread, "Above it.")
    page.set_viewport_size({"width": 800, "height": 300})
    page.reload()
    read = comment(page, first)
    read.evaluate("comment => scrollTo(0, scrollY + comment.getBoundingClientRect().top)")
    before = read.bounding_box()["y"]
    newspaper.comment(thread, "Under what is above it.", to=above)
    expect(comment(page, above).locator("summary")).to_have_text("1 reply")
    assert read.bounding_box()["y"] == pytest.approx(before, abs=1)


def test_new_comments_are_led_to_and_back_from(page, newspaper, thread, first) -> None:
    page.set_viewport_size({"width": 800, "height": 500})
    for number in range(8):
        newspaper.comment(thread, f"Above it, number {number}.")
    button = page.get_by_role("button", name="Show 8 new comments")
    button.scroll_into_view_if_needed()
    before = comment(page, first).bounding_box()["y"]
    button.click()
    expect(page.locator(".comment")).to_have_count(9)
    newest = page.locator("#list .comment").first
    expect(newest).to_be_focused()
    expect(newest).to_be_in_viewport()
    newest.get_by_role("link", name="Back to where you were").click()
    expect(comment(page, first)).to_be_focused()
    assert comment(page, first).bounding_box()["y"] == pytest.approx(before, abs=1)
    expect(newest.get_by_role("link", name="Back to where you were")).to_have_count(0)


def test_scores_tick_in_place(page, newspaper, first) -> None:
    cast_vote(actor=newspaper.person(), comment_id=first, value=1)
    expect_score(page, first, "+1 / −0")
    cast_vote(actor=newspaper.person(), comment_id=first, value=-1)
    expect_score(page, first, "+1 / −1")


def test_a_removed_comment_goes_and_comes_back(page, newspaper, first) -> None:
    moderator = newspaper.person(role="moderator")
    remove_comment(actor=moderator, comment_id=first, version=1, reason="off-topic")
    expect(comment(page, first)).to_contain_text("off topic")
    expect(page.get_by_text("The boat is late.")).to_have_count(0)
    restore_comment(actor=moderator, comment_id=first, version=1, note="It was fair.")
    expect(comment(page, first)).to_contain_text("The boat is late.")


def test_a_held_comment_goes_from_open_pages_and_is_announced_once_it_is_published(
    page, newspaper, first
) -> None:
    moderator = newspaper.person(role="moderator")
    hold_comment(actor=moderator, comment_id=first, version=1)
    expect(comment(page, first)).to_have_count(0)
    expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    publish_comment(actor=moderator, comment_id=first, version=1)
    page.get_by_role("button", name="Show 1 new comment").click()
    expect(comment(page, first)).to_contain_text("The boat is late.")


def test_its_author_sees_above_the_discussion_that_a_comment_waits(
    page_of, newspaper, article, thread
) -> None:
    author = newspaper.person()
    written = newspaper.comment(thread, "The boat is *very* late.", by=author)
    hold_comment(actor=newspaper.person(role="moderator"), comment_id=written, version=1)
    page = page_of(author)
    page.goto(article.path)
    waiting = page.locator("#held")
    expect(waiting.get_by_role("heading", name="Waiting for a moderator")).to_be_visible()
    expect(waiting).to_contain_text("The boat is very late.")
    waiting.get_by_role("link", name="Delete").click()
    expect(page.get_by_role("heading", name="Delete this comment?")).to_be_visible()


def test_a_closed_discussion_says_so_in_open_pages(page, newspaper, thread, first) -> None:
    editor = newspaper.person(role="editor")
    switch_thread(actor=editor, thread_id=thread.id, comments_open=False, votes_open=True)
    expect(page.get_by_text("This discussion is closed to new comments.")).to_be_visible()


def test_ones_own_comment_is_not_announced(page_of, newspaper, article, thread) -> None:
    page = page_of(newspaper.person())
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    page.locator("#join").get_by_label("Your comment").fill("Here I am.")
    page.locator("#join").get_by_role("button", name="Post").click()
    expect(page.locator(".comment")).to_have_count(1)
    newspaper.comment(thread, "Welcome.")
    expect(page.get_by_role("button", name="Show 1 new comment")).to_be_visible()


def _reply_begun(page_of, newspaper, article, first, words: str) -> Page:
    page = page_of(newspaper.person())
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    press(page, first, "Reply")
    comment(page, first).locator("textarea").fill(words)
    return page


def test_a_reply_that_is_being_written_outlives_every_change_of_its_parent(
    page_of, newspaper, article, thread
) -> None:
    author = newspaper.person()
    first = newspaper.comment(thread, "The boat is late.", by=author)
    page = _reply_begun(page_of, newspaper, article, first, "Half a sen")
    field = comment(page, first).locator("textarea")
    edit_comment(actor=author, comment_id=first, text="The boat is very late.")
    expect(comment(page, first)).to_contain_text("very late")
    expect(field).to_be_focused()
    page.keyboard.type("tence that goes on")
    expect(field).to_have_value("Half a sentence that goes on")
    withdraw_comment(actor=author, comment_id=first)
    expect(comment(page, first).get_by_role("alert")).to_contain_text("Your text is kept")
    expect(field).to_have_value("Half a sentence that goes on")
    page.reload()
    expect(field).to_have_value("Half a sentence that goes on")
    comment(page, first).get_by_role("button", name="Post").click()
    expect(page.locator("#list > .comments > .comment")).to_have_count(2)
    page.goto(article.path)
    expect(page.locator(".write")).to_have_count(1)
    expect(page.locator(".write textarea")).to_have_value("")


def test_a_reply_that_is_being_written_outlives_a_parent_that_is_held(
    page_of, newspaper, article, thread, first
) -> None:
    page = _reply_begun(page_of, newspaper, article, first, "Ten minutes of work")
    moderator = newspaper.person(role="moderator")
    hold_comment(actor=moderator, comment_id=first, version=1)
    expect(page.get_by_text("Your text is kept")).to_be_visible()
    expect(page.locator("#list textarea")).to_have_value("Ten minutes of work")


def test_a_comment_that_is_being_written_outlives_closing_and_opening(
    page_of, newspaper, article, thread, first
) -> None:
    page = page_of(newspaper.person())
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    field = page.locator(".signin").get_by_label("Your comment")
    field.fill("What I wanted to say")
    editor = newspaper.person(role="editor")
    for is_open in (False, True):
        switch_thread(actor=editor, thread_id=thread.id, comments_open=is_open, votes_open=True)
        closed = page.get_by_text("This discussion is closed to new comments.")
        expect(closed).to_have_count(0 if is_open else 1)
        expect(field).to_have_value("What I wanted to say")
    page.locator(".signin").get_by_role("button", name="Post").click()
    expect(page.locator(".comment")).to_have_count(2)


def test_the_newest_does_not_stand_before_older_ones_that_are_still_to_come(
    page, newspaper, article, thread
) -> None:
    for number in range(60):
        newspaper.comment(thread, f"Number {number} of a long talk.")
    with page.expect_request("**/live?**"):
        page.goto(f"{article.path}?order=oldest")
    newest = newspaper.comment(thread, "The newest of all.")
    cast_vote(actor=newspaper.person(), comment_id=newspaper.comment(thread, "Last."), value=1)
    while page.locator("#more a").is_visible():
        page.locator("#more a").click()
        expect(page.locator("#more a[aria-busy]")).to_have_count(0)
    shown = page.locator(".comment").evaluate_all("all => all.map(each => each.id)")
    assert shown.index(comment(page, newest).get_attribute("id")) == len(shown) - 2
    assert len(shown) == len(set(shown)) == 63

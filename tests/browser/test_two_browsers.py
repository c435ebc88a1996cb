"""Somebody writes in one browser; others change the discussion in theirs. No word is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from belowline.accounts.services.logout import log_out
from belowline.core.ids import encode
from belowline.discussion.services.threads import switch_thread
from browser.steps import action, comment, open_menu, press, write
from newspaper import PASSWORD

Change = Callable[[Page, int], None]


@pytest.fixture
def parent(newspaper, article, author) -> int:
    return newspaper.comment(newspaper.thread_below(article), "The boat is late.", by=author)


@pytest.fixture
def writer(newspaper):
    return newspaper.person(can_log_in=True)


@pytest.fixture
def writing(page_of, article, parent, writer) -> Page:
    """The browser of somebody in the middle of a word of a reply."""
    page = page_of(writer)
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    press(page, parent, "Reply")
    _field(page, parent).fill("Half a sen")
    return page


def _field(page: Page, number: int) -> Locator:
    return comment(page, number).locator("> .write textarea")


def _edits(page: Page, number: int) -> None:
    open_menu(page, number, "Edit")
    write(page, "The boat is very late.", button="Save")


def _deletes(page: Page, number: int) -> None:
    open_menu(page, number, "Delete")
    page.get_by_role("button", name="Delete").click()


def _removes(page: Page, number: int) -> None:
    page.goto(f"/c/{encode(number)}/more")
    page.get_by_role("link", name="Remove").click()
    page.get_by_label("Spam").check()
    page.get_by_role("button", name="Remove").click()


def _votes(page: Page, number: int) -> None:
    press(page, number, "Agree")


@pytest.mark.parametrize(
    ("who", "change", "is_orphaned"),
    [
        ("author", _edits, False),
        ("author", _deletes, True),
        ("moderator", _removes, True),
        ("reader", _votes, False),
    ],
)
def test_a_reply_outlives_what_others_do_to_its_parent(
    page_of, newspaper, article, author, parent, writing, who, change, is_orphaned
) -> None:
    role = who if who == "moderator" else ""
    other = page_of(author if who == "author" else newspaper.person(role=role))
    other.goto(article.path)
    before = comment(writing, parent).locator("> .body, > .actions").all_inner_texts()
    change(other, parent)
    writing.wait_for_function(
        """([id, before]) => {
          const now = document.querySelectorAll(`#${id} > .body, #${id} > .actions`);
          return [...now].map(each => each.innerText).join() !== before.join();
        }""",
        arg=[f"c{encode(parent)}", before],
    )
    expect(_field(writing, parent)).to_be_focused()
    writing.keyboard.type("tence that goes on")
    expect(_field(writing, parent)).to_have_value("Half a sentence that goes on")
    kept = comment(writing, parent).get_by_role("alert")
    if is_orphaned:
        expect(kept).to_contain_text("Your text is kept")
    else:
        expect(kept).to_have_count(0)
    comment(writing, parent).get_by_role("button", name="Post").click()
    expect(writing.get_by_text("Half a sentence that goes on")).to_be_visible()
    expect(writing.locator("#list .write")).to_have_count(0)


def test_a_reply_outlives_closing_and_opening(page_of, newspaper, article, parent, writing) -> None:
    editor = page_of(newspaper.person(role="editor"))
    post = comment(writing, parent).get_by_role("button", name="Post")
    for is_open in (False, True):
        editor.goto(article.path)
        editor.get_by_role("link", name="Discussion settings").click()
        editor.get_by_label("Open to new comments").set_checked(is_open)
        editor.get_by_role("button", name="Save").click()
        expect(post).to_be_enabled(enabled=is_open)
        expect(_field(writing, parent)).to_have_value("Half a sen")
    post.click()
    expect(writing.get_by_text("Half a sen")).to_be_visible()


def test_the_box_is_back_with_its_text_when_a_discussion_is_opened_again(
    page_of, newspaper, article, parent, writer
) -> None:
    page = page_of(writer)
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    box = page.locator("#discussion .signin textarea")
    box.fill("Half a sen")
    actor, thread_id = newspaper.person(role="editor"), newspaper.thread_below(article).id
    for is_open in (False, True):
        switch_thread(actor=actor, thread_id=thread_id, comments_open=is_open, votes_open=True)
        button = page.locator("#discussion .signin").get_by_role("button", name="Post")
        expect(button).to_be_enabled(enabled=is_open)
        expect(box).to_have_value("Half a sen")
    expect(page.locator("#join").get_by_role("link", name="Log in")).to_have_count(0)


def test_a_text_outlives_a_session_that_has_ended_on_the_server(writing, parent, writer) -> None:
    log_out(person_id=writer.id)
    comment(writing, parent).get_by_role("button", name="Post").click()
    expect(writing.get_by_role("heading", name="Log in")).to_be_visible()
    writing.get_by_label("Email").fill(f"{writer.name.replace(' ', '.')}@example.org")
    writing.get_by_label("Password").fill(PASSWORD)
    writing.get_by_role("button", name="Log in", exact=True).click()
    expect(_field(writing, parent)).to_have_value("Half a sen")
    comment(writing, parent).get_by_role("button", name="Post").click()
    expect(writing.get_by_text("Half a sen")).to_be_visible()


def test_back_and_forward_keep_the_text(writing, article, parent) -> None:
    writing.goto("/")
    for _ in range(2):
        writing.go_back()
        reply = action(writing, parent, "Reply")
        expect(reply).to_have_attribute("data-draft", "draft")
        reply.click()
        expect(_field(writing, parent)).to_have_value("Half a sen")
        writing.go_forward()

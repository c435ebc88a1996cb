"""What somebody has begun to write is not lost, and is posted once."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from browser.steps import action, comment, press, write
from newspaper import log_in


@pytest.fixture
def page(page_of, newspaper, article) -> Page:
    page = page_of(newspaper.person())
    page.goto(article.path)
    return page


def _field(page: Page):
    return page.locator("#join").get_by_label("Your comment")


def test_a_draft_survives_a_reload(page) -> None:
    _field(page).fill("Half a thought")
    page.reload()
    expect(_field(page)).to_have_value("Half a thought")


def test_a_posted_comment_leaves_no_draft(page) -> None:
    write(page, "A whole thought")
    expect(page.locator(".comment")).to_have_count(1)
    page.reload()
    expect(_field(page)).to_have_value("")


def test_a_lost_connection_loses_no_words(page) -> None:
    expect(_field(page)).to_be_visible()
    page.context.set_offline(True)
    write(page, "Said in a tunnel")
    expect(page.locator("#join").get_by_role("alert")).to_contain_text("Connection lost")
    expect(_field(page)).to_have_value("Said in a tunnel")
    page.context.set_offline(False)
    page.locator("#join").get_by_role("button", name="Post").click()
    expect(page.locator(".comment")).to_have_count(1)


def test_pressing_twice_posts_once(page) -> None:
    _field(page).fill("Only once")
    page.locator("#join").get_by_role("button", name="Post").dblclick()
    expect(page.locator(".comment")).to_have_count(1)
    page.reload()
    expect(page.locator(".comment")).to_have_count(1)


def test_pressing_twice_without_script_posts_once(page_of, newspaper, article) -> None:
    page = page_of(newspaper.person(), java_script_enabled=False)
    page.goto(article.path)
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("Only once")
    page.get_by_role("button", name="Post").dblclick()
    expect(page.locator(".comment")).to_have_count(1)
    page.goto(article.path)
    expect(page.locator(".comment")).to_have_count(1)


def test_a_selected_passage_is_what_is_quoted(page, newspaper, article) -> None:
    thread = newspaper.thread_below(article)
    first = newspaper.comment(thread, "The wind was strong. The harbour was closed all night.")
    page.reload()
    page.evaluate(
        """(id) => {
          const words = document.querySelector(`#${id} .body p`).firstChild;
          const start = words.data.indexOf("The harbour");
          getSelection().setBaseAndExtent(words, start, words, words.length);
        }""",
        comment(page, first).get_attribute("id"),
    )
    page.locator("#quoter").click()
    field = comment(page, first).locator("textarea")
    expect(field).to_have_value("> The harbour was closed all night.\n\n")


def _switch_to(page: Page, person, site) -> None:
    """Somebody else logs in with the same browser, in another tab."""
    client = Client()
    log_in(client, person)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": site.url}
    page.context.add_cookies([cookie])
    other = page.context.new_page()
    other.goto("/me")
    other.close()


def test_a_draft_is_shown_to_nobody_who_logs_in_next(page, newspaper, article, site) -> None:
    _field(page).fill("I shall resign on Monday.")
    _switch_to(page, newspaper.person(), site)
    page.goto(article.path)
    expect(_field(page)).to_have_value("")


def test_a_tab_that_one_opened_does_not_post_as_another(page, newspaper, article, site) -> None:
    _field(page).fill("Written as the first of us.")
    second = newspaper.person()
    _switch_to(page, second, site)
    page.locator("#join").get_by_role("button", name="Post").click()
    refusal = page.locator("#join").get_by_role("alert")
    expect(refusal).to_contain_text(f"are now logged in as {second.name}")
    expect(_field(page)).to_have_value("Written as the first of us.")
    page.reload()
    expect(page.locator(".comment")).to_have_count(0)


def test_what_was_begun_before_logging_in_is_there_after_it(page_of, newspaper, article, site):
    page = page_of(newspaper.person())
    page.context.clear_cookies()
    page.goto(article.path)
    page.get_by_role("link", name="Write a comment").click()
    _field(page).fill("Begun as nobody.")
    _switch_to(page, newspaper.person(), site)
    page.reload()
    expect(_field(page)).to_have_value("Begun as nobody.")


def test_a_text_is_discarded_and_brought_back(page) -> None:
    _field(page).fill("On second thoughts.")
    page.get_by_role("button", name="Discard").click()
    expect(_field(page)).to_have_value("")
    expect(page.get_by_role("button", name="Discard")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(_field(page)).to_have_value("On second thoughts.")
    page.reload()
    expect(_field(page)).to_have_value("On second thoughts.")


def test_escape_closes_a_reply_and_keeps_its_text(page, newspaper, article) -> None:
    first = newspaper.comment(newspaper.thread_below(article), "The wind was strong.")
    page.reload()
    press(page, first, "Reply")
    field = comment(page, first).locator("textarea")
    field.fill("It was not")
    field.press("Escape")
    expect(field).to_have_count(0)
    expect(action(page, first, "Reply")).to_be_focused()
    expect(action(page, first, "Reply")).to_have_attribute("data-draft", "draft")
    press(page, first, "Reply")
    expect(field).to_have_value("It was not")

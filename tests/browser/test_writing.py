"""Readers write: with a script in the page, without one on pages of their own."""

import re

import pytest
from playwright.sync_api import Page, expect

from belowline.core.ids import encode
from browser.steps import comment, open_menu, press, write


@pytest.fixture
def thread(newspaper, article):
    return newspaper.thread_below(article)


@pytest.fixture
def reader(newspaper):
    return newspaper.person()


@pytest.fixture
def page(page_of, reader, has_script) -> Page:
    return page_of(reader, java_script_enabled=has_script)


def _begin(page: Page, path: str, *, has_script: bool) -> None:
    page.goto(path)
    if not has_script:
        page.get_by_role("link", name="Write a comment").click()


def test_a_reader_posts_and_sees_it_at_once(page, article, reader, has_script) -> None:
    _begin(page, article.path, has_script=has_script)
    write(page, "The boat was *early* today.")
    posted = page.locator(".comment", has_text="The boat was early today.")
    expect(posted.locator("em")).to_have_text("early")
    expect(posted).to_contain_text(reader.name)
    if has_script:
        expect(posted).to_be_focused()
    else:
        expect(page).to_have_url(re.compile("#c"))


def test_a_reply_stands_under_what_it_answers(page, article, thread, newspaper) -> None:
    first = newspaper.comment(thread, "The boat is late.")
    page.goto(article.path)
    press(page, first, "Reply")
    write(page, "It never was.", to=first)
    expect(comment(page, first).locator(".comment")).to_contain_text("It never was.")


def test_a_quote_leads_to_its_source(page, article, thread, newspaper) -> None:
    first = newspaper.comment(thread, "The last boat leaves at eleven, as it always did.")
    page.goto(article.path)
    open_menu(page, first, "Quote")
    field = page.locator("form.write").last.locator("textarea")
    expect(field).to_have_value(re.compile("^> The last boat leaves"))
    write(page, field.input_value() + "Then I will walk.")
    quoting = comment(page, first).locator(".comment", has_text="Then I will walk.")
    expect(quoting.locator("blockquote")).to_contain_text("The last boat leaves at eleven")
    quoting.locator("blockquote cite a").click()
    expect(page).to_have_url(re.compile(f"#c{encode(first)}$"))


def test_a_preview_shows_how_it_will_look_and_posts_nothing(
    page, article, thread, has_script
) -> None:
    _begin(page, article.path, has_script=has_script)
    write(page, "So **strong** a wind", button="Preview")
    expect(page.locator(".preview strong")).to_have_text("strong")
    page.goto(article.path)
    expect(page.locator(".comment")).to_have_count(0)


def test_a_refused_text_is_kept_with_the_reason_beside_it(page, article, has_script) -> None:
    text = "wind " * 1001
    _begin(page, article.path, has_script=has_script)
    write(page, text)
    form = page.locator("form.write").last
    expect(form.get_by_role("alert")).to_contain_text("up to 5,000 characters")
    expect(form.locator("textarea")).to_have_value(text)


def test_a_comment_is_edited_and_marked(page, article, thread, newspaper, reader) -> None:
    own = newspaper.comment(thread, "Teh boat", by=reader)
    page.goto(article.path)
    open_menu(page, own, "Edit")
    write(page, "The boat", button="Save")
    expect(comment(page, own).locator("> .body")).to_have_text("The boat")
    expect(comment(page, own).locator("> header")).to_contain_text("edited")


def test_a_comment_is_withdrawn(page, article, thread, newspaper, reader) -> None:
    own = newspaper.comment(thread, "I was never here", by=reader)
    page.goto(article.path)
    open_menu(page, own, "Delete")
    page.get_by_role("button", name="Delete").click()
    expect(comment(page, own)).to_contain_text("Comment deleted by its author")
    expect(page.get_by_text("I was never here")).to_have_count(0)

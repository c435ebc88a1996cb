"""Votes: cast, changed, taken back; the count moves at once."""

import pytest
from playwright.sync_api import expect

from browser.steps import action, expect_score, press


@pytest.fixture
def voted_on(newspaper, article) -> int:
    return newspaper.comment(newspaper.thread_below(article), "Judge me.")


def test_a_vote_is_cast_changed_and_taken_back(
    page_of, newspaper, article, voted_on, has_script
) -> None:
    page = page_of(newspaper.person(), java_script_enabled=has_script)
    page.goto(article.path)
    for button, score in (
        ("Agree", "+1 / −0"),
        ("Disagree", "+0 / −1"),
        ("Disagree", "+0 / −0"),
    ):
        press(page, voted_on, button)
        expect_score(page, voted_on, score)


def test_own_votes_are_shown_after_a_reload(page_of, newspaper, article, voted_on) -> None:
    page = page_of(newspaper.person())
    page.goto(article.path)
    press(page, voted_on, "Agree")
    agree = action(page, voted_on, "Agree")
    expect(agree).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(agree).to_have_attribute("aria-pressed", "true")


def test_ones_own_comment_cannot_be_voted_on(page_of, newspaper, article, has_script) -> None:
    reader = newspaper.person()
    own = newspaper.comment(newspaper.thread_below(article), "Mine.", by=reader)
    page = page_of(reader, java_script_enabled=has_script)
    page.goto(article.path)
    if has_script:
        expect(action(page, own, "Agree")).to_be_disabled()
        expect(action(page, own, "Disagree")).to_be_disabled()
    else:
        press(page, own, "Agree")
        expect(page.get_by_text("You can’t vote on your own comment.")).to_be_visible()


def test_a_stranger_who_votes_is_asked_to_log_in(
    open_browser, article, voted_on, has_script
) -> None:
    page = open_browser(java_script_enabled=has_script).new_page()
    page.goto(article.path)
    press(page, voted_on, "Agree")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_vote_needs_only_the_keyboard(page_of, newspaper, article, voted_on) -> None:
    page = page_of(newspaper.person())
    page.goto(article.path)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    agree = action(page, voted_on, "Agree")
    for _ in range(60):
        page.keyboard.press("Tab")
        if agree.evaluate("button => button === document.activeElement"):
            break
    expect(agree).to_be_focused()
    page.keyboard.press("Enter")
    expect_score(page, voted_on, "+1 / −0")

"""Finding one's way in a long discussion: folding, keys, the way back, what is new."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.steps import action, comment, open_menu


@pytest.fixture(scope="module")
def article(newspaper):
    return newspaper.article(headline="The longer pier")


@pytest.fixture(scope="module")
def comments(newspaper, article) -> list[int]:
    """Sixty comments, so that there is a second page; the newest but one has two replies."""
    thread = newspaper.thread_below(article)
    said = [newspaper.comment(thread, f"Remark number {number}.") for number in range(60)]
    for text in ("Is that so?", "It is not."):
        newspaper.comment(thread, text, to=said[58])
    return said


@pytest.fixture
def page(open_browser, article, comments) -> Page:
    page = open_browser().new_page()
    page.goto(f"{article.path}?order=newest")
    return page


def test_replies_fold_and_unfold(page, comments) -> None:
    replies = comment(page, comments[58]).locator(".replies")
    expect(replies.get_by_text("It is not.")).to_be_visible()
    replies.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(replies.get_by_text("It is not.")).to_be_hidden()
    expect(replies.locator("summary")).to_have_text("2 replies")
    page.keyboard.press("Enter")
    expect(replies.get_by_text("It is not.")).to_be_visible()


def test_keys_lead_from_comment_to_comment(page, comments) -> None:
    page.locator("#discussion").focus()
    page.keyboard.press("j")
    expect(comment(page, comments[59])).to_be_focused()
    page.keyboard.press("j")
    expect(comment(page, comments[58])).to_be_focused()
    page.keyboard.press("k")
    expect(comment(page, comments[59])).to_be_focused()


def test_keys_pass_over_what_is_folded_and_write_into_what_is_written(page, comments) -> None:
    comment(page, comments[58]).locator("summary").click()
    comment(page, comments[58]).focus()
    comment(page, comments[58]).evaluate("comment => { comment.tabIndex = -1; comment.focus(); }")
    page.keyboard.press("j")
    expect(comment(page, comments[57])).to_be_focused()
    page.get_by_role("link", name="Write a comment").click()
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.get_by_label("Your comment")).to_have_value("jk")


def test_a_reply_leads_to_its_parent_and_back(page, newspaper, comments) -> None:
    page.get_by_role("link", name="Flat").click()
    said = page.locator(".comment", has_text="It is not.")
    said.locator(".to").click()
    expect(comment(page, comments[58])).to_be_focused()
    page.get_by_role("link", name="Back to where you were").click()
    expect(said).to_be_focused()
    expect(page.get_by_role("link", name="Back to where you were")).to_have_count(0)


def test_whoever_comes_back_finds_all_that_was_shown_and_their_place(page, comments) -> None:
    page.get_by_role("link", name="Show more comments").click()
    expect(page.get_by_role("status")).to_have_text("More comments loaded.")
    read = comment(page, comments[4])
    read.evaluate(
        "read => scrollBy({ top: read.getBoundingClientRect().top, behavior: 'instant' })"
    )
    before = read.bounding_box()["y"]
    read.get_by_role("link", name=re.compile("ago$")).evaluate("link => location.assign('/')")
    expect(page).to_have_url(re.compile("/$"))
    page.go_back()
    expect(read).to_be_in_viewport()
    assert read.bounding_box()["y"] == pytest.approx(before, abs=40)


def test_what_is_new_since_the_last_visit_is_told_and_marked(
    open_browser, newspaper, article, comments
) -> None:
    browser = open_browser()
    page = browser.new_page()
    page.goto(f"{article.path}?order=newest")
    expect(page.locator("#since")).to_be_hidden()
    page.close()
    new = newspaper.comment(newspaper.thread_below(article), "Said meanwhile.")
    page = browser.new_page()
    page.goto(f"{article.path}?order=newest")
    since = page.get_by_role("link", name="1 new comment since your last visit")
    expect(comment(page, new).locator("> header")).to_contain_text("new")
    since.click()
    expect(comment(page, new)).to_be_focused()
    assert browser.cookies() == []


def test_the_link_to_a_comment_is_copied(open_browser, site, article, comments) -> None:
    browser = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page = browser.new_page()
    page.goto(f"{article.path}?order=newest")
    open_menu(page, comments[57], "Copy link")
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site.url}/c/{comment(page, comments[57]).get_attribute('id')[1:]}"


def test_a_menu_closes_by_a_press_elsewhere_and_arrows_walk_in_it(page, comments) -> None:
    action(page, comments[59], "More").click()
    popup = page.locator(".popup")
    expect(popup.locator("a, button").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(popup.locator("a, button").nth(1)).to_be_focused()
    action(page, comments[58], "More").click()
    expect(popup).to_have_count(1)
    page.locator("h1").click()
    expect(popup).to_have_count(0)


def test_times_are_relative_with_the_exact_one_behind_them(page, comments) -> None:
    time = comment(page, comments[59]).locator("> header time").first
    expect(time).to_have_text(re.compile("ago$"))
    expect(time).to_have_attribute("title", re.compile(r"^\d+ \w+ 20\d\d, \d\d:\d\d"))
    expect(time).to_have_attribute("datetime", re.compile("Z$"))


def test_the_order_chosen_is_remembered_in_the_browser(page, article) -> None:
    page.get_by_role("link", name="Oldest").click()
    expect(page).to_have_url(re.compile("order=oldest"))
    page.goto(article.path)
    expect(page.get_by_role("link", name="Oldest")).to_have_attribute("aria-current", "true")
    assert page.context.cookies() == []


def test_on_paper_nothing_is_left_that_can_only_be_pressed(page, comments) -> None:
    page.emulate_media(media="print")
    for gone in ("#join", ".orders", ".masthead nav", "aside", "#more", ".foot form"):
        expect(page.locator(gone).first).to_be_attached()
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    shown = comment(page, comments[59])
    expect(shown.locator("> .body")).to_be_visible()
    expect(action(page, comments[59], "Reply")).to_be_hidden()
    expect(shown.locator("> .actions [name=up]")).to_be_visible()


def test_with_forced_colours_the_order_chosen_is_told_by_more_than_its_weight(page) -> None:
    page.emulate_media(forced_colors="active")

    def ground(name: str) -> str:
        link = page.get_by_role("link", name=name, exact=True)
        colour: str = link.evaluate("link => getComputedStyle(link).backgroundColor")
        return colour

    assert ground("Newest") != ground("Oldest")


def test_without_room_for_two_lines_the_actions_stand_in_one(open_browser, article, comments):
    page = open_browser(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    page.goto(f"{article.path}?order=newest")
    buttons = comment(page, comments[58]).locator("> .actions > :is(a, button)")
    boxes = [buttons.nth(number).bounding_box() for number in range(buttons.count())]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert min(box["height"] for box in boxes) >= 44
    assert min(box["width"] for box in boxes) >= 44

"""Reading needs no account, no cookie and no script."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from belowline.core.ids import encode
from browser.steps import action, comment, open_menu


@pytest.fixture(scope="module")
def article(newspaper):
    return newspaper.article(headline="The long pier")


@pytest.fixture(scope="module")
def comments(newspaper, article) -> list[int]:
    """Sixty comments, so that there is a second page."""
    thread = newspaper.thread_below(article)
    return [newspaper.comment(thread, f"Remark number {number}.") for number in range(60)]


@pytest.fixture
def page(open_browser, has_script) -> Page:
    return open_browser(java_script_enabled=has_script).new_page()


def test_fifty_comments_are_shown_and_then_the_rest(page, article, comments, has_script) -> None:
    page.goto(article.path)
    expect(page.locator(".comment")).to_have_count(50)
    page.get_by_role("link", name="Show more comments").click()
    expect(page.locator(".comment")).to_have_count(60 if has_script else 10)
    expect(comment(page, comments[0])).to_contain_text("Remark number 0.")


def test_another_order_shows_other_comments_first(page, article, comments) -> None:
    page.goto(article.path)
    expect(page.locator(".comment").first).to_contain_text("Remark number 59.")
    page.get_by_role("link", name="Oldest").click()
    expect(page.locator(".comment").first).to_contain_text("Remark number 0.")
    expect(page.get_by_role("link", name="Oldest")).to_have_attribute("aria-current", "true")


def test_a_permalink_opens_the_page_that_the_comment_is_on(page, article, comments) -> None:
    page.goto(f"/c/{encode(comments[3])}")
    expect(page).to_have_url(re.compile(f"{article.path}\\?.*after=.*#c{encode(comments[3])}$"))
    expect(comment(page, comments[3])).to_be_in_viewport()


def test_answers_are_a_jump_away_and_back(page, newspaper) -> None:
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    first = newspaper.comment(thread, "Is the pier open?")
    reply = newspaper.comment(thread, "It is closed until spring.", to=first)
    page.goto(article.path)
    open_menu(page, first, "1 reply")
    page.get_by_role("link", name="It is closed until spring.").or_(
        comment(page, reply).locator("> header h3 > a")
    ).first.click()
    expect(comment(page, reply)).to_be_in_viewport()


def test_flat_view_is_remembered_without_a_cookie(open_browser, article, comments) -> None:
    page = open_browser().new_page()
    page.goto(article.path)
    page.get_by_role("link", name="Flat").click()
    expect(page.get_by_role("link", name="Flat")).to_have_attribute("aria-current", "true")
    page.goto(article.path)
    expect(page).to_have_url(re.compile("view=flat"))
    assert page.context.cookies() == []


def test_every_comment_shown_is_in_the_pages_own_html(site, open_browser, article, comments):
    html = open_browser().request.get(article.path).text()
    for number in range(10, 60):
        assert f"Remark number {number}." in html


def test_a_reader_gets_no_cookie_and_nothing_comes_from_elsewhere(
    site, open_browser, article, comments
) -> None:
    page = open_browser().new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for path in ("/", "/politics", article.path, f"/c/{encode(comments[0])}", "/accounts/login/"):
        page.goto(path, wait_until="networkidle")
    assert hosts == {urlsplit(site.url).netloc}
    assert page.context.cookies() == []


def test_the_page_is_the_same_for_everybody(
    open_browser, page_of, newspaper, article, comments
) -> None:
    strangers = open_browser().request.get(article.path).body()
    assert page_of(newspaper.person()).context.request.get(article.path).body() == strangers
    moderator = newspaper.person(role="moderator")
    assert page_of(moderator).context.request.get(article.path).body() == strangers


def test_a_popup_closes_with_escape_and_gives_the_focus_back(
    open_browser, article, comments
) -> None:
    page = open_browser().new_page()
    page.goto(article.path)
    more = action(page, comments[59], "More")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Copy link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".popup")).to_have_count(0)
    expect(more).to_be_focused()


def test_the_masthead_has_a_moderators_links_in_the_same_order_everywhere(
    page_of, newspaper, article
) -> None:
    page = page_of(newspaper.person("masthead mod", role="moderator"))
    own = page.locator("#me a")
    page.goto(article.path)
    expect(own).to_have_text(["Desk", re.compile("masthead mod")])
    page.goto("/desk/")
    expect(own).to_have_text(["Desk", re.compile("masthead mod")])

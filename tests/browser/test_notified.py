"""A reader's open page says at once that somebody has replied to them."""

import pytest
from playwright.sync_api import expect

from belowline.config.background import work_once
from belowline.core.ids import encode


@pytest.fixture
def ada(newspaper):
    return newspaper.person(can_log_in=True)


@pytest.fixture
def below(newspaper):
    article = newspaper.article(headline="Night boats")
    return article, newspaper.thread_below(article)


def _opened(page, path: str):
    with page.expect_request("**/live?**reader=**"):
        page.goto(path)
    expect(page.locator("#me")).to_contain_text("reader")
    return page


def test_the_counter_moves_while_the_page_is_open_and_leads_to_what_happened(
    newspaper, below, ada, page_of
) -> None:
    article, thread = below
    own = newspaper.comment(thread, "The boat is late.", by=ada)
    page = _opened(page_of(ada), article.path)
    expect(page.locator("#me .unseen")).to_have_count(0)
    bob = newspaper.person()
    reply = newspaper.comment(thread, "It always is.", by=bob, to=own)
    work_once()
    counter = page.get_by_role("link", name="New notifications: 1")
    expect(counter).to_be_visible()
    counter.click()
    line = page.get_by_role("link", name=f"{bob.name} replied to you")
    line.click()
    expect(page.locator(f"#c{encode(reply)}")).to_contain_text("It always is.")
    expect(page.locator("#me .unseen")).to_have_count(0)


def test_nobody_else_is_told(newspaper, below, ada, page_of) -> None:
    article, thread = below
    own = newspaper.comment(thread, "The boat is late.", by=newspaper.person())
    page = _opened(page_of(ada), article.path)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    newspaper.comment(thread, "It always is.", to=own)
    work_once()
    newspaper.comment(thread, "And a last one.")
    expect(page.get_by_role("button", name="Show 1 new comment")).to_be_visible()
    assert not [url for url in asked if "/me/notifications" in url]


def test_other_pages_count_too(newspaper, below, ada, page_of) -> None:
    _, thread = below
    own = newspaper.comment(thread, "The boat is late.", by=ada)
    newspaper.comment(thread, "It always is.", to=own)
    work_once()
    page = page_of(ada)
    page.goto("/")
    expect(page.get_by_role("link", name="New notifications: 1")).to_be_visible()

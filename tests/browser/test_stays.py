"""What a reader is about to press stays where it is, and what was asked for comes."""

import pytest
from playwright.sync_api import Page, Route, expect

from belowline.core.ids import encode
from belowline.discussion.services.edits import edit_comment
from browser.steps import action, comment, press, write

MOVED = """() => {
  const LINE = 24; // a font that comes late moves what it is set in by less
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      for (const { node, previousRect, currentRect } of entry.sources)
        if (node?.parentElement?.closest("#discussion")) {
          const by = currentRect.y - previousRect.y;
          if (Math.abs(by) > LINE) moved.push([node.id, by]);
        }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture
def number(newspaper, article, author) -> int:
    return newspaper.comment(newspaper.thread_below(article), "The boat is late.", by=author)


def _open(page: Page, path: str, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(f"({MOVED})()")
    with page.expect_request("**/live?**"):
        page.goto(path)
    expect(page.locator("#join textarea")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_no_comment_moves_when_the_box_comes(page_of, author, article, number, width) -> None:
    page = page_of(author)
    _open(page, f"{article.path}#discussion", width)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    assert page.evaluate("moved") == []
    before = comment(page, number).bounding_box()
    expect(page.get_by_role("button", name="Post")).to_be_hidden()
    page.get_by_label("Your comment").focus()
    expect(page.get_by_role("button", name="Post")).to_be_visible()
    after = comment(page, number).bounding_box()
    assert before
    assert after
    assert after["y"] > before["y"]
    write(page, "It left on time.")
    expect(page.get_by_text("It left on time.")).to_be_visible()


def test_what_was_begun_is_open(page_of, author, article, number) -> None:
    page = page_of(author)
    _open(page, article.path)
    page.get_by_label("Your comment").fill("Half a sen")
    page.reload()
    expect(page.get_by_label("Your comment")).to_have_value("Half a sen")
    expect(page.get_by_role("button", name="Discard")).to_be_visible()


def test_a_menu_opens_although_the_comment_changes_meanwhile(
    page_of, author, article, number
) -> None:
    page = page_of(author)
    _open(page, article.path)

    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route(f"**/c/{encode(number)}/more", wait)
    with page.expect_request("**/more"):
        press(page, number, "More")
    edit_comment(actor=author, comment_id=number, text="The boat is very late.")
    expect(comment(page, number)).to_contain_text("very late")
    waiting[0].continue_()
    page.get_by_role("link", name="Delete", exact=True).click()
    expect(page.get_by_role("button", name="Delete")).to_be_visible()


def test_a_menu_stays_open_when_the_comment_changes(page_of, author, article, number) -> None:
    page = page_of(author)
    _open(page, article.path)
    press(page, number, "More")
    expect(page.get_by_role("link", name="Delete", exact=True)).to_be_visible()
    edit_comment(actor=author, comment_id=number, text="The boat is very late.")
    expect(comment(page, number)).to_contain_text("very late")
    expect(page.get_by_role("link", name="Delete", exact=True)).to_be_visible()
    expect(action(page, number, "More")).to_have_attribute("aria-expanded", "true")

"""Editors pick and pin comments where they stand; readers see it at once."""

import pytest
from playwright.sync_api import expect

from belowline.accounts.services.relationships import mute
from belowline.core.ids import encode
from belowline.discussion.services.marks import Mark, mark_comment
from browser.steps import comment


@pytest.fixture
def said(newspaper, article):
    below = newspaper.thread_below(article)
    return newspaper.comment(below, "Count the passengers, not the boats.")


def test_a_moderator_picks_and_undoes_it_by_keyboard(
    page_of, newspaper, article, said, has_script
) -> None:
    page = page_of(newspaper.person(role="moderator"), java_script_enabled=has_script)
    page.goto(f"{article.path}?order=newest")
    comment(page, said).locator(".more").press("Enter")
    page.get_by_role("button", name="Make it an editors’ pick").press("Enter")
    row = page.get_by_role("region", name="Editors’ picks")
    expect(row.get_by_role("listitem")).to_contain_text("Count the passengers")
    expect(comment(page, said).locator("header")).to_contain_text("Editors’ pick")
    row.get_by_role("link", name="Count the passengers").press("Enter")
    expect(page.locator(f"#c{encode(said)}")).to_be_in_viewport()
    comment(page, said).locator(".more").press("Enter")
    page.get_by_role("button", name="Undo the editors’ pick").press("Enter")
    expect(comment(page, said)).to_be_visible()
    expect(row).to_have_count(0)


def test_open_pages_hear_of_marks(page, newspaper, article, said) -> None:
    editor = newspaper.person(role="editor")
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    expect(comment(page, said)).to_be_visible()
    mark_comment(actor=editor, comment_id=said, version=1, mark=Mark.PIN, is_set=True)
    pinned = page.get_by_role("region", name="Pinned comment")
    expect(pinned).to_contain_text("Count the passengers")
    expect(comment(page, said).locator("header")).to_contain_text("Pinned")
    mark_comment(actor=editor, comment_id=said, version=1, mark=Mark.PIN, is_set=False)
    expect(pinned).to_have_count(0)


def test_picks_of_a_muted_reader_are_not_on_top(page_of, newspaper, article) -> None:
    loud, quiet = newspaper.person("pick loud"), newspaper.person()
    said = newspaper.comment(newspaper.thread_below(article), "LOUD WORDS.", by=loud)
    editor = newspaper.person(role="editor")
    mark_comment(actor=editor, comment_id=said, version=1, mark=Mark.PICK, is_set=True)
    mute(actor=quiet, person_id=loud.id)
    page = page_of(quiet)
    page.goto(article.path)
    expect(comment(page, said)).to_contain_text("Comment by a reader you muted")
    expect(page.locator("#marked li")).to_be_hidden()

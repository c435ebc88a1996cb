"""Who writes and votes: what an editor sets is what readers find, with and without a script."""

import pytest
from playwright.sync_api import expect

from belowline.accounts.services.badges import set_badges
from belowline.discussion.services.threads import switch_thread
from browser.steps import comment, write


@pytest.fixture
def below(newspaper, article):
    return newspaper.thread_below(article)


@pytest.fixture
def editor(newspaper):
    return newspaper.person(role="editor")


def rule(editor, below, **rules) -> None:
    given = {"comments_open": True, "votes_open": True, **rules}
    switch_thread(actor=editor, thread_id=below.id, **given)


def open_box(page, article, below, *, has_script: bool) -> None:
    page.goto(article.path if has_script else f"/threads/{below.ref}/comments")


def test_a_comment_that_waits_is_shown_to_its_writer(
    page_of, newspaper, article, below, editor, has_script
) -> None:
    rule(editor, below, is_premoderated=True)
    page = page_of(newspaper.person(), java_script_enabled=has_script)
    open_box(page, article, below, has_script=has_script)
    expect(
        page.get_by_text("Moderators read comments here before others see them.")
    ).to_be_visible()
    write(page, "Count the passengers, not the boats.")
    held = page.locator("#held")
    expect(held).to_contain_text("Count the passengers, not the boats.")
    if has_script:
        expect(held).to_be_focused()
        expect(page.locator("#join textarea")).to_have_value("")
        expect(page.get_by_role("status")).to_have_text("Waiting for a moderator")
    expect(page.locator("#list .comment")).to_have_count(0)


def test_whoever_does_not_subscribe_reads_why_and_keeps_their_words(
    page_of, newspaper, article, below, editor
) -> None:
    root = newspaper.comment(below, "Who counts?")
    reader = newspaper.person()
    page = page_of(reader)
    page.goto(article.path)
    box = page.locator("#join textarea")
    box.fill("I do, every night.")
    rule(editor, below, subscribers_only=True)
    page.reload()
    shut = page.locator("#join").get_by_text("Only subscribers can comment in this discussion.")
    expect(shut.first).to_be_visible()
    expect(box).to_have_value("I do, every night.")
    expect(page.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    expect(page.get_by_role("button", name="Copy text")).to_be_visible()
    expect(comment(page, root).get_by_role("link", name="Reply")).to_be_hidden()
    boss = newspaper.person(role="administrator")
    set_badges(actor=boss, person_id=reader.id, kinds=["subscriber"], is_trusted=False)
    page.reload()
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#list")).to_contain_text("I do, every night.")


def test_an_editor_turns_votes_off_and_open_pages_follow(
    page, page_of, newspaper, article, below, editor, has_script
) -> None:
    said = newspaper.comment(below, "Who counts?")
    with page.expect_request("**/live?**"):
        page.goto(article.path)
    expect(comment(page, said).locator("[name=up]")).to_be_visible()
    desk = page_of(editor, java_script_enabled=has_script)
    desk.goto(f"/desk/threads/{below.ref}")
    desk.get_by_label("Off: no buttons and no scores").check()
    desk.get_by_role("button", name="Save").press("Enter")
    expect(comment(desk, said)).to_be_visible()
    expect(comment(desk, said).locator("[name=up]")).to_have_count(0)
    expect(comment(page, said).locator("[name=up]")).to_have_count(0)
    expect(comment(page, said)).to_be_visible()


def test_rules_are_set_while_an_article_is_a_draft(page_of, editor, has_script) -> None:
    page = page_of(editor, java_script_enabled=has_script)
    page.goto("/desk/stories")
    page.get_by_role("button", name="New article").click()
    page.get_by_label("Headline", exact=True).fill("Ferries at night")
    page.get_by_role("button", name="Discussion settings").press("Enter")
    expect(page.get_by_role("link", name="Ferries at night")).to_be_visible()
    page.get_by_label("Only subscribers comment").check()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Ferries at night")
    page.get_by_role("link", name="Discussion settings").click()
    expect(page.get_by_label("Only subscribers comment")).to_be_checked()

"""Readers report, moderators remove and restore, editors open and close."""

import pytest
from playwright.sync_api import expect

from browser.steps import action, case_ref, comment, expect_score, open_menu, press


@pytest.fixture
def unkind(newspaper, article) -> int:
    return newspaper.comment(newspaper.thread_below(article), "The mayor is a turnip.")


def test_a_comment_is_reported_removed_and_restored(
    page_of, newspaper, article, unkind, has_script
) -> None:
    options = {"java_script_enabled": has_script}
    reader = page_of(newspaper.person(), **options)
    reader.goto(article.path)
    open_menu(reader, unkind, "Report")
    reader.get_by_label("Personal attack").check()
    reader.get_by_label("Anything the moderator").fill("Turnips are people too.")
    reader.get_by_role("button", name="Report").click()
    expect(reader.get_by_text("A moderator will review your report.")).to_be_visible()

    moderator = page_of(newspaper.person(role="moderator"), **options)
    moderator.goto("/desk/queues/reported")
    expect(moderator.locator("#show-keys")).to_be_visible(visible=has_script)
    moderator.locator(f'.item[data-case="{case_ref(unkind)}"]').click()
    case = moderator.locator(f'.the-case[data-case="{case_ref(unkind)}"]')
    expect(case).to_contain_text("The mayor is a turnip.")
    expect(case).to_contain_text("Personal attack")
    expect(case).to_contain_text("Turnips are people too.")
    case.get_by_text("Remove…").click()
    case.get_by_label("Personal attack").check()
    case.get_by_label("Explanation for the author").fill("no vegetables")
    case.get_by_role("button", name="Remove", exact=True).click()
    expect(case.locator("[data-decided]")).to_contain_text("Personal attack")

    reader.goto(article.path)
    expect(reader.get_by_text("The mayor is a turnip.")).to_have_count(0)
    expect(comment(reader, unkind)).to_contain_text("personal attack: no vegetables")

    case.get_by_role("link", name="Restore").click()
    moderator.get_by_label("Reason for restoring").fill("It was fair.")
    moderator.get_by_role("button", name="Restore").click()
    expect(comment(moderator, unkind)).to_contain_text("The mayor is a turnip.")


def test_a_report_needs_a_reason(page_of, newspaper, article, unkind) -> None:
    page = page_of(newspaper.person(), java_script_enabled=False)
    page.goto(article.path)
    open_menu(page, unkind, "Report")
    page.locator("form.write").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_role("alert")).to_have_text("Please choose a reason.")


def test_a_reported_comment_is_kept_and_can_be_reported_again(
    page_of, newspaper, article, unkind
) -> None:
    moderator = page_of(newspaper.person(role="moderator"))
    for reader in (newspaper.person(), newspaper.person()):
        page = page_of(reader)
        page.goto(article.path)
        open_menu(page, unkind, "Report")
        page.get_by_label("Spam").check()
        page.get_by_role("button", name="Report").click()
        moderator.goto(f"/desk/cases/{case_ref(unkind)}")
        moderator.get_by_role("button", name="Keep").click()
        expect(moderator.locator("[data-decided]")).to_contain_text("Kept")
    page.goto(article.path)
    expect(comment(page, unkind)).to_contain_text("The mayor is a turnip.")


def test_comments_and_votes_are_closed_each_on_its_own(
    page_of, open_browser, newspaper, article, unkind, has_script
) -> None:
    editor = page_of(newspaper.person(role="editor"), java_script_enabled=has_script)
    reader = page_of(newspaper.person(), java_script_enabled=has_script)

    def switch(*, comments: bool, votes: bool) -> None:
        editor.goto("/desk/")
        row = editor.locator(".switches li", has_text=article.headline)
        row.get_by_role("link", name="Discussion settings").click()
        editor.get_by_label("Open to new comments").set_checked(comments)
        voting = "Open" if votes else "Closed: the scores stay"
        editor.get_by_role("radio", name=voting, exact=True).check()
        editor.get_by_role("button", name="Save").click()
        reader.goto(article.path)

    switch(comments=False, votes=True)
    expect(reader.get_by_text("This discussion is closed to new comments.")).to_be_visible()
    own = reader.get_by_role("link", name="Your votes and comments here")
    expect(own).to_be_visible(visible=not has_script)
    press(reader, unkind, "Agree")
    expect_score(reader, unkind, "+1 / −0")

    switch(comments=True, votes=False)
    expect(reader.get_by_text("Voting is closed.")).to_be_visible()
    if has_script:
        expect(action(reader, unkind, "Agree")).to_be_disabled()
    else:
        action(reader, unkind, "Agree").press("Enter")
        expect(reader.get_by_text("Voting is closed in this discussion.")).to_be_visible()
    reader.goto(article.path)
    expect(reader.get_by_text("This discussion is closed to new comments.")).to_have_count(0)


def test_an_editor_finds_the_switch_above_the_discussion(page_of, newspaper, article) -> None:
    editor = page_of(newspaper.person(role="editor"))
    editor.goto(article.path)
    editor.locator(".discussion > header").get_by_role("link", name="Discussion settings").click()
    expect(editor.get_by_role("radio", name="Open", exact=True)).to_be_checked()

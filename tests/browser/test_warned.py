"""A moderator warns by keyboard; the reader finds it over the discussion and presses it away."""

import pytest
from playwright.sync_api import Page, expect

from belowline.moderation.models import Decision, Letter
from belowline.moderation.services.grounds import Grounds
from belowline.moderation.services.reports import report_comment
from belowline.moderation.services.sanctions import decide_on_person
from browser.steps import case_ref
from serving import until


@pytest.fixture
def article(newspaper):
    return newspaper.article(headline="The lamps on the quay")


@pytest.fixture
def thread(newspaper, article):
    return newspaper.thread_below(article)


def decide(moderator, writer, outcome: str, days: str = "") -> None:
    decide_on_person(
        actor=moderator,
        person_id=writer.id,
        outcome=outcome,
        grounds=Grounds(reason="attack", explanation="Twice this week."),
        days=days,
    )


def box(page: Page):
    return page.locator("#join textarea")


def test_a_moderator_warns_by_keyboard(page_of, newspaper, thread) -> None:
    writer = newspaper.person()
    said = newspaper.comment(thread, "Turnips, all of them.", by=writer)
    report_comment(actor=newspaper.person(), comment_id=said, reason="threat")
    page = page_of(newspaper.person(role="moderator"))
    page.goto(f"/desk/cases/{case_ref(said)}")
    expect(page.locator("#show-keys")).to_be_visible()
    page.locator("body").press("w")
    form = page.locator('form[action$="/warn"]')
    expect(form.get_by_label("What you tell the author")).to_be_focused()
    page.keyboard.type("Leave him out of it.")
    form.get_by_label("Reason").select_option(label="Personal attack")
    form.get_by_role("button", name="Warn", exact=True).click()
    until(lambda: Decision.objects.filter(person_id=writer.id, outcome="warned").exists())
    expect(page.locator(f'.the-case[data-case="{case_ref(said)}"]')).to_be_visible()
    assert "Leave him out of it." in Letter.objects.get(person_id=writer.id).text


def test_a_warned_reader_reads_first_and_loses_no_word(page_of, newspaper, article, thread) -> None:
    writer, moderator = newspaper.person(), newspaper.person(role="moderator")
    newspaper.comment(thread, "A first word.")
    page = page_of(writer)
    page.goto(article.path)
    box(page).fill("What I have to say about lamps.")
    decide(moderator, writer, "warned")
    page.locator("#join").get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#join .refusal")).to_contain_text("read the warning first")
    expect(box(page)).to_have_value("What I have to say about lamps.")
    page.reload()
    page.locator(".signin", has_text="A warning").get_by_role(
        "link", name="Read the letter"
    ).click()
    expect(page.get_by_role("heading", name="A warning")).to_be_visible()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You can comment again.")).to_be_visible()
    page.goto(article.path)
    expect(box(page)).to_have_value("What I have to say about lamps.")
    page.locator("#join").get_by_role("button", name="Post", exact=True).click()
    expect(page.locator(".comment", has_text="about lamps")).to_be_visible()


def test_a_suspended_reader_sees_until_when_and_appeals_without_a_script(
    open_browser, page_of, newspaper, thread
) -> None:
    writer, moderator = newspaper.person(), newspaper.person(role="moderator")
    decide(moderator, writer, "suspended", "7")
    page = page_of(writer, java_script_enabled=False)
    page.goto(f"/threads/{thread.ref}/comments")
    expect(page.get_by_role("note")).to_contain_text("not take part until")
    page.get_by_role("link", name="See why").click()
    page.get_by_role("link", name="You can’t take part for a while").click()
    page.get_by_label("Why it is a mistake").fill("I was quoting the mayor.")
    page.get_by_role("button", name="Ask for a second look").click()
    expect(page.get_by_text("Someone else is looking at it again")).to_be_visible()

"""A moderator is spared the worst until they ask for it, with and without a script."""

import pytest
from playwright.sync_api import Page, expect

from belowline.moderation.models import Decision
from belowline.moderation.services.breaks import HARD_ONES
from belowline.moderation.services.reports import report_comment
from browser.steps import case_ref


@pytest.fixture
def thread(newspaper):
    return newspaper.thread_below(newspaper.article(headline="A hard day"))


@pytest.fixture
def reported(newspaper, thread):
    def make(reason: str = "threat") -> int:
        said = newspaper.comment(thread, "You will be sorry.")
        report_comment(actor=newspaper.person(), comment_id=said, reason=reason)
        return said

    return make


def shown(page: Page, comment_id: int):
    return page.locator(f'.the-case[data-case="{case_ref(comment_id)}"]')


def opened(page: Page, comment_id: int):
    page.goto(f"/desk/cases/{case_ref(comment_id)}")
    expect(page.locator("#show-keys")).to_be_visible()
    return shown(page, comment_id).locator(".on .body")


def test_a_threat_is_folded_until_its_key_is_pressed(page_of, newspaper, reported) -> None:
    said = reported()
    page = page_of(newspaper.person(role="moderator"))
    words = opened(page, said)
    expect(words).to_be_hidden()
    row = page.locator(f'.row:has([data-case="{case_ref(said)}"])')
    expect(row).to_contain_text("Threat · Show the comment")
    expect(row.locator(".words")).to_be_hidden()
    page.locator("body").press("v")
    expect(words).to_be_visible()
    page.keyboard.press("h")
    expect(shown(page, said).locator(".on")).to_contain_text("Held")
    expect(words).to_be_visible()


def test_a_kind_is_left_for_the_day_and_taken_back(page_of, newspaper, reported) -> None:
    said = reported("off-topic")
    page = page_of(newspaper.person(role="moderator"))
    opened(page, said)
    page.get_by_role("button", name="Not this kind today").click()
    left = page.locator(".set-aside")
    expect(left).to_contain_text("Off topic")
    expect(page.locator(f'.item[data-case="{case_ref(said)}"]')).to_have_count(0)
    left.get_by_role("button", name="Show again Off topic").click()
    expect(left).to_have_count(0)


def test_a_break_is_suggested_and_keys_go_on(page_of, newspaper, reported) -> None:
    moderator, said = newspaper.person(role="moderator"), reported()
    Decision.objects.bulk_create(
        Decision(
            publication_id=newspaper.publication_id,
            comment_id=said,
            moderator_id=moderator.id,
            outcome="removed",
            reason="threat",
        )
        for _ in range(HARD_ONES - 1)
    )
    page = page_of(moderator)
    opened(page, said)
    page.locator("body").press("a")
    rest = page.locator("#rest")
    expect(rest).to_contain_text("short break")
    page.keyboard.press("n")
    expect(shown(page, said).get_by_label("Note for moderators only", exact=True)).to_be_focused()
    rest.get_by_role("button", name="Close").click()
    expect(rest).to_be_hidden()

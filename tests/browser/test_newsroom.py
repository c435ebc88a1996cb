"""An editor writes, publishes, corrects and takes back a story, with a script and without one."""

import re

import pytest
from playwright.sync_api import Page, expect

from belowline.newsroom.models import Feed, WireEntry

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def desk(page_of, newspaper, has_script) -> Page:
    """An editor's browser, at the list of stories."""
    page = page_of(newspaper.person(role="editor"), java_script_enabled=has_script, viewport=PHONE)
    page.goto("/desk/stories")
    return page


def _begin(desk: Page) -> None:
    desk.get_by_role("button", name="New article").click()
    expect(desk.get_by_label("Headline", exact=True)).to_be_visible()


def _begin_with_script(page: Page) -> None:
    """The same, once the page's script is there."""
    _begin(page)
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()


def _publish(desk: Page, headline: str, text: str) -> None:
    desk.get_by_label("Headline", exact=True).fill(headline)
    desk.get_by_label("Text", exact=True).fill(text)
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text("Published.")).to_be_visible()


def test_a_story_is_written_published_and_read_with_its_discussion(desk, open_browser) -> None:
    _begin(desk)
    _publish(desk, "The slipway opens", "It opened at *nine*, and a gull walked in first.")
    desk.get_by_role("link", name="View on the site").click()
    expect(desk.get_by_role("heading", name="The slipway opens")).to_be_visible()
    expect(desk.locator("#article em")).to_have_text("nine")
    reader = open_browser().new_page()
    reader.goto(desk.url)
    expect(reader.locator("#discussion")).to_be_visible()


def test_what_cannot_be_published_is_said_at_its_field_and_nothing_is_lost(desk) -> None:
    _begin(desk)
    desk.get_by_label("Text", exact=True).fill("Words without a headline.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_role("alert")).to_have_text("An article needs a headline.")
    expect(desk.get_by_label("Headline", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(desk.get_by_label("Text", exact=True)).to_have_value("Words without a headline.")


def test_a_correction_is_named_to_readers_and_stands_in_the_history(desk) -> None:
    _begin(desk)
    _publish(desk, "The ferry is free", "The ferry is free on Mondays.")
    desk.get_by_label("Text", exact=True).fill("The ferry is free on Sundays.")
    desk.get_by_label("Correction: something was wrong").check()
    desk.get_by_label("Sentence for readers").fill("It is free on Sundays, not on Mondays.")
    desk.get_by_role("button", name="Publish the changes").click()
    expect(desk.get_by_text("The changes are published.")).to_be_visible()
    desk.get_by_role("link", name="View on the site").click()
    expect(desk.locator(".change")).to_contain_text("It is free on Sundays, not on Mondays.")
    desk.go_back()
    desk.get_by_role("link", name="Versions").click()
    desk.get_by_role("link", name="Version 2").click()
    expect(desk.locator("del")).to_have_text("Mondays")
    expect(desk.locator("ins")).to_have_text("Sundays")


def test_a_killed_story_is_gone_and_its_discussion_remains(desk) -> None:
    _begin(desk)
    _publish(desk, "The agency knew", "Nobody else did.")
    desk.get_by_role("link", name="Hold, retract or kill…").click()
    desk.get_by_label(re.compile("^Kill it")).check()
    desk.get_by_role("button", name="Take it off the site").click()
    expect(desk.get_by_text("Done. It is gone from the site.")).to_be_visible()
    desk.goto("/politics/the-agency-knew")
    expect(desk.get_by_text("The news agency has recalled this article.")).to_be_visible()
    expect(desk.get_by_text("Nobody else did.")).to_have_count(0)
    expect(desk.locator("#discussion")).to_be_visible()


def test_words_are_kept_while_they_are_typed(page_of, newspaper) -> None:
    page = page_of(newspaper.person(role="editor"))
    page.goto("/desk/stories")
    _begin_with_script(page)
    page.get_by_label("Headline", exact=True).fill("Half a thou")
    expect(page.locator("#saved")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Half a thou")


def test_words_that_the_server_never_got_are_back_when_the_page_is(page_of, newspaper) -> None:
    page = page_of(newspaper.person(role="editor"))
    page.goto("/desk/stories")
    _begin_with_script(page)
    page.context.set_offline(True)
    page.get_by_label("Headline", exact=True).fill("Said in a tunnel")
    expect(page.locator("#saved")).to_contain_text("No connection")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Said in a tunnel")


def test_two_people_in_one_story_see_each_other_and_neither_loses_a_word(
    page_of, newspaper
) -> None:
    first = page_of(newspaper.person("Ada Slip", role="editor"), java_script_enabled=False)
    first.goto("/desk/stories")
    _begin(first)
    second = page_of(newspaper.person("Bo Tide", role="editor"), java_script_enabled=False)
    second.goto(first.url)
    expect(second.get_by_text("Ada Slip has this article open, too.")).to_be_visible()
    first.get_by_label("Text", exact=True).fill("The tide is early.")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_text("Saved. Readers don’t see it yet.")).to_be_visible()
    second.get_by_label("Text", exact=True).fill("The tide is late.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Ada Slip has saved this article")
    expect(second.get_by_label("Text", exact=True)).to_have_value("The tide is late.")
    expect(second.get_by_label("Their text")).to_have_value("The tide is early.")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Saved. Readers don’t see it yet.")).to_be_visible()


def test_the_inbox_is_worked_through_by_keyboard(page_of, newspaper) -> None:
    section_id = newspaper.section_id
    here = {"publication_id": newspaper.publication_id}
    feed, _ = Feed.objects.get_or_create(
        **here, name="keys", defaults={"section_id": section_id, "address": "/nowhere"}
    )
    for number, headline in enumerate(("The pier is shut", "The bell rings", "The fog lifts")):
        WireEntry.objects.create(
            **here,
            feed=feed,
            guid=f"{number}",
            state="waiting",
            headline=headline,
            words={"headline": headline, "body": "It was so."},
            is_clear=True,
        )
    page = page_of(newspaper.person(role="editor"))
    page.goto("/desk/wire")
    expect(page.get_by_text("Keys: J and K")).to_be_visible()
    page.keyboard.press("j")
    expect(page.get_by_role("article", name="The fog lifts")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("l")
    expect(page.get_by_text("A later version will appear here again.")).to_be_visible()
    expect(page.get_by_role("article", name="The bell rings")).to_be_focused()
    expect(page.get_by_text("Keys: J and K")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("Published.")).to_be_visible()
    expect(page.get_by_role("article", name="The pier is shut")).to_be_focused()
    expect(page.get_by_text("Keys: J and K")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("The pier is shut")

"""The line that leads to a survey: who is asked, what "Not now" does, and where options lead."""

import pytest
from playwright.sync_api import Page, expect

from belowline.surveys.services.surveys import close_survey, open_survey, save_survey

FERRY = {"kind": "single", "text": "Should the night ferry run?", "options": "Yes\nNo"}


@pytest.fixture
def make(newspaper):
    """Makes a survey on top of every page, and takes it away again."""
    editor, made = newspaper.person(role="editor"), []

    def make(*questions, **words):
        survey_id = save_survey(
            actor=editor,
            survey_id=None,
            words={"title": f"A survey of {editor.name}", "place": "top", **words},
            article_id=None,
            questions=questions or (FERRY,),
        )
        open_survey(actor=editor, survey_id=survey_id)
        made.append(survey_id)
        return f"A survey of {editor.name}"

    yield make
    for survey_id in made:
        close_survey(actor=editor, survey_id=survey_id)


def _line(page: Page, title: str):
    return page.get_by_role("complementary", name="Survey").get_by_role("link", name=title)


def test_not_now_puts_it_off_and_another_browser_still_has_it(make, open_browser) -> None:
    title = make()
    page = open_browser().new_page()
    page.goto("/")
    expect(_line(page, title)).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    expect(_line(page, title)).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Not now")).to_be_hidden()
    expect(_line(page, title)).to_be_hidden()
    other = open_browser(java_script_enabled=False).new_page()
    other.goto("/")
    expect(_line(other, title)).to_be_visible()


def test_one_browser_in_so_many_is_asked_and_stays_so(make, open_browser) -> None:
    title = make(sample="2", shows_results="1")
    asked = other = None
    for _ in range(60):  # a draw goes one way sixty times in 2**60
        page = open_browser().new_page()
        page.goto("/")
        page.wait_for_function(
            "() => Object.keys(localStorage).some((key) => key.startsWith('survey-ticket'))"
        )
        page.wait_for_timeout(200)
        if _line(page, title).is_visible():
            asked = asked or page
        else:
            other = other or page
        if asked and other:
            break
    asked.reload()
    expect(_line(asked, title)).to_be_visible()
    path = _line(asked, title).get_attribute("href")
    other.goto(path)
    expect(other.get_by_text("This survey asks readers chosen at random.")).to_be_visible()
    expect(other.get_by_role("button", name="Send")).to_be_hidden()
    _line(asked, title).click()
    asked.get_by_label("Yes").check()
    asked.get_by_role("button", name="Send").click()
    expect(asked.get_by_text("You have taken part. Thank you.")).to_be_visible()
    asked.goto("/")
    expect(_line(asked, title)).to_be_hidden()


def test_an_option_leads_on_and_what_was_begun_is_there_again(
    make, open_browser, has_script
) -> None:
    title = make(
        {**FERRY, "jumps": "No → 3"},
        {"kind": "text", "text": "How often would you take it?"},
        {"kind": "text", "text": "Anything else?"},
    )
    page = open_browser(java_script_enabled=has_script).new_page()
    page.goto("/")
    _line(page, title).click()
    often = page.get_by_role("textbox", name="How often would you take it?")
    expect(often).to_be_visible()
    page.get_by_label("No", exact=True).check()
    if has_script:
        expect(often).to_be_hidden()
    else:
        expect(page.get_by_text("go on with question 3")).to_be_visible()
    page.get_by_role("textbox", name="Anything else?").fill("The fares.")
    page.get_by_role("button", name="Save and go on later").click()
    expect(page.get_by_text("Saved. You can go on here later.")).to_be_visible()
    page.goto("/")
    _line(page, title).click()
    expect(page.get_by_role("textbox", name="Anything else?")).to_have_value("The fares.")
    expect(page.get_by_label("No", exact=True)).to_be_checked()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You have taken part. Thank you.")).to_be_visible()

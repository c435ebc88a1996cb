"""An editor begins an incident for chosen articles, with and without a script."""

import pytest
from playwright.sync_api import expect

from belowline.core.ids import encode
from belowline.moderation.models import Incident
from belowline.moderation.services.case_work import open_case
from belowline.moderation.services.incidents import end_incident


@pytest.fixture
def editor(newspaper):
    """Whose incidents are over when the test is."""
    chief = newspaper.person(role="editor")
    yield chief
    for it in Incident.objects.filter(publication=newspaper.publication_id, ended_at=None):
        end_incident(actor=chief, incident_id=it.id)


def test_articles_are_added_one_after_another(page_of, newspaper, editor, has_script) -> None:
    first = newspaper.article(headline=f"The first fire of the night {has_script}")
    second = newspaper.article(headline=f"A quiet evening {has_script}")
    page = page_of(editor, java_script_enabled=has_script)
    page.goto("/desk/incidents")
    page.get_by_label("Note to readers (optional)").fill("We read first tonight.")
    page.get_by_label("Words of a headline, or an address").fill(
        f"first fire of the night {has_script}"
    )
    page.get_by_role("button", name="Find articles").click()
    page.get_by_label(first.headline).check()
    page.get_by_label("Words of a headline, or an address").fill(second.path)
    page.get_by_role("button", name="Find articles").click()
    for it in (first, second):
        expect(page.get_by_label(it.headline)).to_be_checked()
    expect(page.get_by_label("Note to readers (optional)")).to_have_value("We read first tonight.")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_text("The incident has begun.")).to_be_visible()
    going_on = page.get_by_role("region", name="Incident", exact=True)
    expect(going_on.first).to_contain_text(first.headline)
    expect(going_on.first).to_contain_text(second.headline)


def test_one_press_on_a_case_begins_one(page_of, newspaper, editor, has_script) -> None:
    story = newspaper.article(headline=f"A fire at the mill {has_script}")
    said = newspaper.comment(newspaper.thread_below(story), "Let it burn.")
    case = encode(open_case(actor=editor, comment_id=said))
    page = page_of(editor, java_script_enabled=has_script)
    page.goto(f"/desk/cases/{case}")
    page.get_by_role("button", name="Begin an incident").click()
    expect(page.get_by_text("The incident has begun.")).to_be_visible()
    expect(page.get_by_role("region", name="Incident", exact=True)).to_contain_text(story.headline)
    page.goto(f"/desk/cases/{case}")
    expect(page.get_by_role("link", name="An incident is in progress here")).to_be_visible()


def test_one_press_on_an_articles_page_begins_one(page_of, newspaper, editor, has_script) -> None:
    story = newspaper.article(headline=f"A fire at the pier {has_script}")
    page = page_of(editor, java_script_enabled=has_script)
    page.goto(f"/desk/stories/{story.ref}")
    page.get_by_role("button", name="Incident: read comments first for three hours").click()
    expect(page.get_by_text("The incident has begun.")).to_be_visible()
    expect(page.get_by_role("region", name="Incident", exact=True)).to_contain_text(story.headline)

"""A moderator looks at accounts that write alike, keeps a note and sets them apart."""

import pytest
from playwright.sync_api import expect

from belowline.core.ids import encode
from belowline.moderation.models import Likeness, LikenessSearch


@pytest.fixture
def alike(newspaper):
    """Two readers of whom the desk knows that they write alike."""
    one, two = newspaper.person(), newspaper.person()
    Likeness.objects.create(
        publication_id=newspaper.publication_id,
        first_id=min(one.id, two.id),
        second_id=max(one.id, two.id),
        closeness=4.4,
        phrases=["so says the old ferryman of ours"],
        habits=[("!!", 12, 9)],
    )
    return one, two


def test_a_suggestion_says_why_and_is_set_aside(
    open_browser, page_of, newspaper, alike, has_script
) -> None:
    one, two = alike
    page = page_of(newspaper.person(role="moderator"), java_script_enabled=has_script)
    page.goto(f"/desk/people/{encode(one.id)}")
    section = page.get_by_role("region", name="Perhaps the same person")
    expect(section).to_contain_text("It proves nothing")
    expect(section).to_contain_text("no one else compared: so says the old ferryman of ours")
    expect(section).to_contain_text("Both use !! far more than others")
    section.get_by_role("button", name=f"Save as a note: {two.name}").click()
    expect(page.get_by_text(f"Perhaps the same person as {two.name}.")).to_be_visible()
    section.get_by_role("button", name=f"Not the same: {two.name}").click()
    expect(page.get_by_text("They will not be suggested again.")).to_be_visible()
    expect(section).not_to_contain_text(two.name)


def test_a_comparison_is_asked_for(page_of, newspaper, has_script) -> None:
    reader = newspaper.person()
    page = page_of(newspaper.person(role="moderator"), java_script_enabled=has_script)
    page.goto(f"/desk/people/{encode(reader.id)}")
    page.get_by_role("button", name="Compare the writing").click()
    expect(page.get_by_text("The comparison has begun.")).to_be_visible()
    assert LikenessSearch.objects.filter(person_id=reader.id).count() == 1

"""A reader gets everything that is kept about them, and ends the account: on a phone as well."""

import json
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from belowline.accounts.models import DeletionRequest
from belowline.core.clock import now
from belowline.core.models import Task
from browser.steps import comment
from newspaper import PASSWORD
from serving import until

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone_of(page_of, has_script):
    """The phone of somebody who is logged in."""
    return lambda reader: page_of(reader, java_script_enabled=has_script, viewport=PHONE)


def _fits(page: Page) -> bool:
    """Whether nothing sticks out of the phone."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= PHONE["width"]


def _show_the_password(page: Page) -> None:
    expect(page.get_by_role("heading", name="Confirm it’s you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def _choose(page: Page, choice: str) -> None:
    page.goto("/me")
    page.get_by_role("link", name="Delete your account").click()
    page.get_by_label(choice, exact=True).check()
    assert _fits(page)
    page.get_by_role("button", name="Delete my account in a week").click()
    _show_the_password(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your account will be deleted on")


def test_everything_is_fetched_on_a_phone(phone_of, site, newspaper, article) -> None:
    reader = newspaper.person()
    newspaper.comment(newspaper.thread_below(article), "Keep a copy of this.", by=reader)
    page = phone_of(reader)
    page.goto("/me")
    page.get_by_role("link", name="Download your data").click()
    assert _fits(page)
    page.get_by_role("button", name="Request file").click()
    expect(page.get_by_role("status")).to_contain_text("We’re preparing your file")
    address = f"{reader.name.replace(' ', '.')}@example.org"
    assert site.link_mailed_to(address).endswith("/me/data")
    page.goto("/me/data")
    assert _fits(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download").click()
    zipped = ZipFile(fetched.value.path())
    [said] = json.loads(zipped.read("json/comments.json"))
    assert said["text"] == "Keep a copy of this."


def test_an_account_ends_a_week_later_and_proves_it(
    page, phone_of, site, newspaper, article
) -> None:
    reader = newspaper.person(can_log_in=True)
    said = newspaper.comment(newspaper.thread_below(article), "Soon to be gone.", by=reader)
    page.goto(article.path)
    expect(comment(page, said)).to_contain_text("Soon to be gone.")
    own = phone_of(reader)
    _choose(own, "Delete everything")
    assert _fits(own)
    address = f"{reader.name.replace(' ', '.')}@example.org"
    assert site.link_mailed_to(address).endswith("/me/delete")
    DeletionRequest.objects.filter(person_id=reader.id).update(due_at=now())
    Task.objects.filter(payload__person_id=reader.id).update(due_at=now())
    expect(comment(page, said)).to_contain_text("Comment deleted by its author")
    until(lambda: "/erased/" in site.link_mailed_to(address))
    own.goto(site.link_mailed_to(address))
    expect(own.locator("main")).to_contain_text("Comments deleted")
    expect(own.locator("main")).not_to_contain_text(reader.name)
    assert _fits(own)
    own.goto("/me")
    expect(own).to_have_url(f"{site.url}/accounts/login/?next=/me")


def test_whoever_changes_their_mind_keeps_the_account(phone_of, newspaper) -> None:
    reader = newspaper.person(can_log_in=True)
    page = phone_of(reader)
    _choose(page, "Keep my comments without my name")
    page.goto("/me")
    page.get_by_role("link", name="See details or keep your account").click()
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_role("status")).to_contain_text("You’re keeping your account.")


def test_without_a_choice_nothing_is_sent(phone_of, newspaper) -> None:
    page = phone_of(newspaper.person(can_log_in=True))
    page.goto("/me/delete")
    page.get_by_role("button", name="Delete my account in a week").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete your account")
